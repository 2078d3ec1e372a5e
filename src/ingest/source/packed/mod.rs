//! What is packed: gzip, zstd, zip and tar, in one another up to [`DEPTH`].
//!
//! Names of members are only names: nothing is written to disk, so a name such as `../../x` does no harm.
//! Hidden members and what macOS adds are left out, as hidden files of a folder are.

mod budget;
mod exact;
mod tar;
mod zip;

use std::io::{BufReader, Read};

use budget::Metered;

use super::place::Place;
use super::reading::{Reading, unread};
use super::walk::Flow;

/// Archives in archives that are opened: `a.zip` with `b.tar.gz` with a `c.html.gz` in it is four.
const DEPTH: usize = 4;

impl Reading {
    pub(super) fn gzip(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        let (metered, budget) = Metered::new(input);
        let unpacked = flate2::bufread::MultiGzDecoder::new(BufReader::new(metered));
        self.within(place, |reading| reading.any(place, Box::new(budget.guard(unpacked)), None))
    }

    pub(super) fn zstd(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        let (metered, budget) = Metered::new(input);
        match ::zstd::stream::read::Decoder::new(metered) {
            Err(error) => self.fail(place, unread(&error)),
            Ok(unpacked) => {
                let unpacked = Box::new(budget.guard(unpacked));
                self.within(place, |reading| reading.any(place, unpacked, None))
            }
        }
    }

    /// Reads one archive deeper.
    fn within(&mut self, place: &Place, read: impl FnOnce(&mut Self) -> Flow) -> Flow {
        if self.depth == DEPTH {
            return self.fail(place, format!("is packed more than {DEPTH} deep"));
        }
        self.depth += 1;
        let flow = read(self);
        self.depth -= 1;
        flow
    }
}

/// The name of a member with `/`, without what leads out of the archive; none for one that is left out.
fn member_name(name: &[u8]) -> Option<String> {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let parts: Vec<&str> =
        name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let left_out = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!left_out && !parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_lead_nowhere() {
        for (name, read) in [
            ("a/b.html", Some("a/b.html")),
            ("../../etc/tin.txt", Some("etc/tin.txt")),
            ("/a//./b.txt", Some("a/b.txt")),
            ("a\\b.txt", Some("a/b.txt")),
            ("__MACOSX/a/._b.html", None),
            ("a/.hidden/b.txt", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(member_name(name.as_bytes()).as_deref(), read, "{name}");
        }
    }
}
