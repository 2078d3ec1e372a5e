//! The HTTP message inside a record of a web archive: header, and body without what was done to send it.

use std::io::Read;

use crate::ingest::source::making::{LONGEST, whole};

/// An answer of a web server.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) headers: Headers<'a>,
    body: &'a [u8],
}

/// Lines of a header.
pub(super) struct Headers<'a>(&'a [u8]);

impl<'a> Headers<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The value of a field, by its name in any case.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.split(|byte| *byte == b'\n').find_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            let found = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
            found.then(|| std::str::from_utf8(line[colon + 1..].trim_ascii()).ok())?
        })
    }

    /// The type of the content in lower case, and its charset.
    pub(super) fn content_type(&self) -> (String, Option<String>) {
        let value = self.get("content-type").unwrap_or_default();
        let mut parts = value.split(';');
        let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
        });
        (kind, charset.map(str::to_owned))
    }
}

impl<'a> Response<'a> {
    /// None where the bytes are no answer.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (end, gap) = blank_line(bytes)?;
        let (header, body) = (&bytes[..end], &bytes[end + gap..]);
        let line = header.split(|byte| *byte == b'\n').next()?;
        let line = std::str::from_utf8(line).ok()?;
        let status = line.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, headers: Headers(header), body })
    }

    /// The body as the page was. Programs that write web archives often undo the transfer's coding and
    /// leave its header, so a body that is not coded as it says is taken as it is.
    ///
    /// # Errors
    /// When it is coded in a way that is not read, or damaged.
    pub(super) fn content(&self) -> Result<Vec<u8>, String> {
        let is = |name: &str, value: &str| {
            self.headers.get(name).is_some_and(|said| said.eq_ignore_ascii_case(value))
        };
        let chunked = is("transfer-encoding", "chunked");
        let body = chunked.then(|| joined(self.body)).flatten().unwrap_or(self.body.to_vec());
        let coding = self.headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let unpacked = match coding.as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
                whole(flate2::read::MultiGzDecoder::new(&body[..]))
            }
            "deflate" => whole(flate2::read::ZlibDecoder::new(&body[..])).or(Ok(body)),
            "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
                ::zstd::stream::read::Decoder::new(&body[..]).and_then(whole)
            }
            "br" if !body.trim_ascii_start().starts_with(b"<") => {
                return Err("is packed by brotli, which is not read".to_owned());
            }
            _ => Ok(body),
        };
        unpacked.map_err(|error| format!("is damaged: {error}"))
    }
}

/// Where the header ends, and the length of the blank line behind it.
fn blank_line(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut ends = (0..bytes.len()).filter(|at| bytes[*at] == b'\n');
    ends.find_map(|at| match &bytes[at + 1..] {
        [b'\r', b'\n', ..] => Some((at + 1, 2)),
        [b'\n', ..] => Some((at + 1, 1)),
        _ => None,
    })
}

/// The chunks of a body put together (RFC 9112, 7.1); none where it is not in chunks.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let end = body.iter().take(256).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(all);
        }
        // A record that was cut off has its last chunk cut off.
        all.extend(body.get(..size).unwrap_or(body));
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        if body.is_empty() || all.len() as u64 > LONGEST {
            return Some(all);
        }
    }
}

/// Reads what is left of a record to its end.
pub(super) fn drain(input: &mut impl Read) -> std::io::Result<u64> {
    std::io::copy(input, &mut std::io::sink())
}
