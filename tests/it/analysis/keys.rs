//! Syllables typed as Telex and VNI keys, read back.

use tracuu::vi::keys::{telex, vni};
use tracuu::vi::normalize::canonical;
use unicode_normalization::UnicodeNormalization;

use super::laws::syllables;

#[test]
fn telex_reads_back() {
    let rows = [
        ("ddangr dangrd ddarng ddangrz ddangsr DDANGR", "đảng đảng đảng đang đảng đảng"),
        ("uyr hoaf hoafn quyeets quyeest quyetes", "ủy hòa hoàn quyết quyết quyết"),
        ("nghij nghieemj kieemr giams sats", "nghị nghiệm kiểm giám sát"),
        ("dduowngf dduwowfng duongdwf duwngj dungwj", "đường đường đường dựng dựng"),
        ("truwowng nuowcs nuwowcs nguoiwf", "trương nước nước người"),
        ("cuar cuwar chuaw wng quyf", "của cửa chưa ưng quỳ"),
        ("thuowr luuw huwux giwx giuaxw quowr", "thuở lưu hữu giữ giữa quở"),
        ("xooong sooocs ngoeoof khoer quis kix", "xoong soóc ngoèo khỏe quý kỹ"),
        ("boong virus visa bar teen room", "bông víu vía bả tên rôm"),
    ];
    for (keys, syllables) in rows {
        let read: Vec<_> = keys.split(' ').map(telex).collect();
        let expected: Vec<_> = syllables.split(' ').map(|s| Some(s.to_owned())).collect();
        assert_eq!(read, expected, "{keys}");
    }
    for run in
        ["", "truong", "video", "ddd", "aaa", "uyrr", "tuww", "s", "w9", "đangr", "nghiep[", "fax"]
    {
        assert_eq!(telex(run), None, "{run}");
    }
}

#[test]
fn vni_reads_back() {
    let rows = [
        ("d9ang3 dang93 D9ANG3 uy3 thu3y", "đảng đảng đảng ủy thủy"),
        ("d9uo7ng2 d9u7o7ng2 duong972 xa6y du7ng5", "đường đường đường xây dựng"),
        ("bo65 bo56 ba8ng2 lu7u luu7 thuo73", "bộ bộ bằng lưu lưu thuở"),
        ("ngu7o7i2 quye6t1 ki4 toan20", "người quyết kỹ toan"),
    ];
    for (keys, syllables) in rows {
        let read: Vec<_> = keys.split(' ').map(vni).collect();
        let expected: Vec<_> = syllables.split(' ').map(|s| Some(s.to_owned())).collect();
        assert_eq!(read, expected, "{keys}");
    }
    for run in ["", "2021", "k10", "covid19", "u23", "m2", "b52", "qh15", "a11", "dang99", "truong"]
    {
        assert_eq!(vni(run), None, "{run}");
    }
}

/// How a method types a mark: after its letter, or at the end.
struct Method {
    tones: [char; 5],
    hat: fn(char) -> char,
    horn: char,
    breve: char,
    stroke: char,
    read: fn(&str) -> Option<String>,
}

const TELEX: Method = Method {
    tones: ['f', 's', 'r', 'x', 'j'],
    hat: |letter| letter,
    horn: 'w',
    breve: 'w',
    stroke: 'd',
    read: telex,
};

const VNI: Method = Method {
    tones: ['2', '1', '3', '4', '5'],
    hat: |_| '6',
    horn: '7',
    breve: '8',
    stroke: '9',
    read: vni,
};

/// Where the keys of the marks are typed.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Order {
    AfterTheirLetters,
    ToneLast,
    AllLast,
}

impl Method {
    fn type_in(&self, syllable: &str, order: Order) -> String {
        let (mut keys, mut shapes, mut tones) = (String::new(), String::new(), String::new());
        for letter in syllable.chars() {
            let (letter, marks) = taken_apart(letter);
            keys.push(letter);
            for mark in marks {
                match self.key(letter, mark) {
                    // One key gives `uo` both horns.
                    (key, false) if order == Order::AllLast && shapes.ends_with(key) => {}
                    (key, false) if order == Order::AllLast => shapes.push(key),
                    (key, true) if order != Order::AfterTheirLetters => tones.push(key),
                    (key, _) => keys.push(key),
                }
            }
        }
        keys + &shapes + &tones
    }

    /// The key of a mark, and whether the mark is a tone.
    fn key(&self, letter: char, mark: char) -> (char, bool) {
        match mark {
            '\u{302}' => ((self.hat)(letter), false),
            '\u{31B}' => (self.horn, false),
            '\u{306}' => (self.breve, false),
            '\u{335}' => (self.stroke, false),
            _ => {
                let tone = TONES.iter().position(|&tone| tone == mark).expect("a tone");
                (self.tones[tone], true)
            }
        }
    }
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// The letter and its marks, the tone last.
fn taken_apart(letter: char) -> (char, Vec<char>) {
    if letter == 'đ' {
        return ('d', vec!['\u{335}']);
    }
    let mut marks = [letter].into_iter().nfd();
    let letter = marks.next().expect("a letter");
    let mut marks: Vec<char> = marks.collect();
    marks.sort_by_key(|mark| TONES.contains(mark));
    (letter, marks)
}

#[test]
fn every_syllable_typed_is_read_back() {
    let mut read = 0;
    for forms in syllables() {
        let syllable = canonical(&forms[0]);
        for order in [Order::AfterTheirLetters, Order::ToneLast, Order::AllLast] {
            let keys = VNI.type_in(&syllable, order);
            let expected = Some(syllable.clone()).filter(|_| keys != syllable);
            assert_eq!((VNI.read)(&keys), expected, "{syllable} {keys} {order:?}");
            // A second o is a hat in Telex; a third one takes it off.
            let plain: Vec<char> = syllable.nfd().collect();
            let twice = plain.iter().filter(|&&c| c == 'o').count() > 1;
            let keys = TELEX.type_in(&syllable, order);
            if twice {
                assert_ne!((TELEX.read)(&keys).as_ref(), Some(&syllable), "{keys}");
            } else {
                let expected = Some(syllable.clone()).filter(|_| keys != syllable);
                assert_eq!((TELEX.read)(&keys), expected, "{syllable} {keys} {order:?}");
                read += 1;
            }
        }
    }
    assert!(read > 50_000, "{read}");
}
