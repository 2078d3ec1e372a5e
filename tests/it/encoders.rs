//! Vietnamese written in each encoding that is read, by the reader's own tables turned round; for the tests of the
//! room and of the command.

use std::collections::HashMap;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

const TCVN3: &str = include_str!("../../src/ingest/encoding/tcvn3.tsv");
const VNI: &str = include_str!("../../src/ingest/encoding/vni.tsv");
const VIQR: &str = include_str!("../../src/ingest/encoding/viqr.tsv");

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
const VIQR_MARKS: [char; 8] = ['(', '^', '+', '\'', '`', '?', '~', '.'];

/// Name of the encoding as reports have it, and the bytes of `text` in it, for every one that can write it.
pub(crate) fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text: String = text.nfc().collect();
    let (tcvn3, vni) = (coded(&text, TCVN3), coded(&text, VNI));
    let twice = misread(text.as_bytes());
    let utf16 = |two: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(two).collect();
    vec![
        ("utf-8", text.clone().into_bytes()),
        ("utf-8", text.nfd().collect::<String>().into_bytes()),
        ("utf-8", format!("\u{FEFF}{text}").into_bytes()),
        ("utf-16le", utf16(u16::to_le_bytes)),
        ("utf-16be", utf16(u16::to_be_bytes)),
        ("windows-1258", windows_1258(&text)),
        ("tcvn3", windows_1252(&tcvn3)),
        ("tcvn3", tcvn3.into_bytes()),
        ("vni-windows", windows_1252(&vni)),
        ("vni-windows", vni.into_bytes()),
        ("viqr", viqr(&text).into_bytes()),
        ("utf-8 three times", misread(twice.as_bytes()).into_bytes()),
        ("utf-8 twice", twice.into_bytes()),
        ("utf-8 twice", text.bytes().map(char::from).collect::<String>().into_bytes()),
    ]
}

/// Every letter by the first of its codes in a table.
fn coded(text: &str, table: &str) -> String {
    let mut codes: HashMap<char, String> = HashMap::new();
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        let (code, letter) = row.split_once('\t').expect("a tab");
        let byte = |hex| char::from(u8::from_str_radix(hex, 16).expect("a byte"));
        let letter = letter.chars().next().expect("a letter");
        if !letter.is_ascii() {
            codes.entry(letter).or_insert_with(|| code.split(' ').map(byte).collect());
        }
    }
    text.chars().map(|c| codes.get(&c).cloned().unwrap_or_else(|| c.to_string())).collect()
}

/// Letters with their marks, marks of punctuation that would be read as such behind a backslash.
fn viqr(text: &str) -> String {
    let mut written = String::new();
    let mut after_letter = false;
    for c in text.chars() {
        if after_letter && VIQR_MARKS.contains(&c) {
            written.push('\\');
        }
        written.push_str(&coded(&c.to_string(), VIQR));
        after_letter = c.is_alphabetic();
    }
    written
}

fn windows_1252(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    assert!(!lossy, "windows-1252 has every character of {text:?}");
    bytes.into_owned()
}

/// A letter as it is where the set has it, else the letter without its tone, and the tone.
fn windows_1258(text: &str) -> Vec<u8> {
    let write = |text: &str| {
        let (bytes, _, lossy) = WINDOWS_1258.encode(text);
        (!lossy).then(|| bytes.into_owned())
    };
    let letter = |c: char| {
        let whole = c.to_string();
        write(&whole).unwrap_or_else(|| {
            let (tone, base): (String, String) = whole.nfd().partition(|c| TONES.contains(c));
            let parts = base.nfc().collect::<String>() + &tone;
            write(&parts).expect("a letter and a tone of windows-1258")
        })
    };
    text.chars().flat_map(letter).collect()
}

/// What a program makes of UTF-8 that takes it for windows-1252.
pub(crate) fn misread(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text as the characters of the font in which TCVN3 or VNI shows it.
pub(crate) fn in_font(text: &str, name: &str) -> String {
    coded(text, if name == "tcvn3" { TCVN3 } else { VNI })
}
