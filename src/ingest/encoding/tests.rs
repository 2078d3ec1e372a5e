//! What can be text, and what each encoding comes back as.

use super::*;

fn utf16_bytes(text: &str, order: Encoding) -> Vec<u8> {
    let two = |unit: u16| {
        if order == Encoding::Utf16Be { unit.to_be_bytes() } else { unit.to_le_bytes() }
    };
    text.encode_utf16().flat_map(two).collect()
}

const LINE: &str = "Chi bộ thôn Mây Hạ họp bàn việc giữ rừng đầu nguồn. 🙂\n";

#[test]
fn utf16_is_told_by_its_mark_and_by_its_zeros() {
    for order in [Encoding::Utf16Le, Encoding::Utf16Be] {
        for text in [LINE.to_owned(), format!("\u{FEFF}{LINE}")] {
            let bytes = utf16_bytes(&text, order);
            assert_eq!(utf16(&bytes), Some(order));
            assert_eq!(utf16(&bytes[..bytes.len() - 3]), Some(order), "a head is cut anywhere");
            assert!(is_text(&bytes));
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (LINE, order));
        }
    }
    assert_eq!(utf16(LINE.as_bytes()), None);
}

#[test]
fn half_characters_of_utf16_are_named() {
    let mut bytes = utf16_bytes(LINE, Encoding::Utf16Le);
    bytes.push(b'a');
    let reason = decode(&bytes, None).unwrap_err();
    assert!(reason.contains(&format!("byte {}", bytes.len() - 1)), "{reason}");
    let mut bytes = utf16_bytes("\u{FEFF}Chi", Encoding::Utf16Be);
    bytes.extend([0xD8, 0, 0, b'a']);
    let reason = decode(&bytes, None).unwrap_err();
    assert!(reason.contains("bytes 8 and 9"), "{reason}");
}

#[test]
fn programs_and_pictures_are_no_text() {
    let mut numbers = Vec::new();
    (0..2000u16).for_each(|n| numbers.extend(n.to_le_bytes()));
    for bytes in
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".as_slice(), b"\x7fELF\x02\x01\x01\0\0", &numbers]
    {
        assert!(!is_text(bytes));
    }
    for bytes in [b"".as_slice(), b"a\r\n\tb", b"\xa7\xb6ng u\xfb", LINE.as_bytes()] {
        assert!(is_text(bytes));
    }
}
