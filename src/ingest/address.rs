//! Addresses of pages: the host, and a normal form by which two addresses of one page are the same.

/// The host of an address, in lower case, without `www.` and port.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    is_host(host).then(|| host.to_owned())
}

/// Whether a text is a host name with a dot in it. A top-level domain has up to 63 letters (RFC 1035, 2.3.4).
pub(super) fn is_host(text: &str) -> bool {
    let label =
        |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(label)
        && (2..=63).contains(&last.len())
        && last.bytes().all(|b| b.is_ascii_alphabetic())
}

/// An address without scheme, `www.`, trailing slash, fragment and parameters that only count visits; none for a
/// host alone.
pub(super) fn normalised(url: &str) -> Option<String> {
    let host = host(url)?;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let counts = |p: &&str| !(p.is_empty() || p.starts_with("utm_") || p.starts_with("fbclid="));
    let query: Vec<&str> = query.split('&').filter(counts).collect();
    let path = path.trim_end_matches('/');
    // A paper's front page is the address of no article, though exports give it to many.
    if path.is_empty() && query.is_empty() {
        return None;
    }
    let mut normal = format!("{host}{path}");
    if !query.is_empty() {
        normal.push('?');
        normal.push_str(&query.join("&"));
    }
    Some(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_top_level_domains_of_any_length() {
        for text in ["baomau.vn", "tin.mau.website", "mau.example", "mau.gov.vn"] {
            assert!(is_host(text), "{text}");
        }
        for text in ["bao", "bao.", ".vn", "bao.v", "bao.2025", "báo.vn", "bao mau.vn"] {
            assert!(!is_host(text), "{text}");
        }
        assert_eq!(host("https://www.mau.example:80/a").as_deref(), Some("mau.example"));
    }

    #[test]
    fn a_front_page_is_the_address_of_no_article() {
        for url in
            ["https://mau.example", "https://www.mau.example/", "mau.example/?utm_source=x#top"]
        {
            assert_eq!(normalised(url), None, "{url}");
        }
        assert_eq!(
            normalised("http://www.mau.example/a/?utm_x=1&b=2#c").as_deref(),
            Some("mau.example/a?b=2")
        );
        assert_eq!(normalised("mau.example/?id=7").as_deref(), Some("mau.example?id=7"));
    }
}
