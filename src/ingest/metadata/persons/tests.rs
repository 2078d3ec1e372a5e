use super::*;
use crate::article::{ArticleId, Byline, BylineRole, Evidence, Format, LineRole, Method, Origin};
use crate::catalog::Catalog;
use proptest::prelude::*;

fn article(bylines: &[&str]) -> Article {
    let byline = |name: &&str| Byline {
        name: (*name).to_owned(),
        role: BylineRole::Author,
        evidence: Evidence::line(Method::Explicit, 9, *name),
    };
    let source =
        Origin { path: "-".into(), format: Format::Text, encoding: "utf-8".into(), record: None };
    Article {
        bylines: bylines.iter().map(byline).collect(),
        ..Article::blank(ArticleId::from_hash(1), source)
    }
}

fn persons_of(lines: &[&str]) -> Vec<Person> {
    let catalog = Catalog::embedded();
    let today = crate::date::day(2026, 1, 1).expect("a day");
    let passages: Vec<Passage> = (1..)
        .zip(lines)
        .map(|(line, text)| Passage { line, role: LineRole::Body, text: (*text).to_owned() })
        .collect();
    let words: Vec<Words<'_>> = passages.iter().map(Words::of_passage).collect();
    read(&article(&["Ngô Bảo Ký"]), &passages, &words, Context { catalog: &catalog, today })
}

fn names_of(text: &str) -> Vec<String> {
    persons_of(&[text]).into_iter().map(|person| person.name).collect()
}

fn titles_of(person: &Person) -> Vec<(&str, Option<&str>)> {
    person.titles.iter().map(|t| (t.title.as_str(), t.unit.as_deref())).collect()
}

#[test]
fn a_name_behind_an_honorific_takes_the_titles_behind_it() {
    let found = persons_of(&[
        "Đồng chí Trần Văn Thử - Phó Bí thư Thường trực Đảng ủy xã Phú Mây, Chủ tịch HĐND xã phát biểu.",
    ]);
    assert_eq!(found[0].name, "Trần Văn Thử");
    assert_eq!(
        titles_of(&found[0]),
        [("Phó Bí thư thường trực", Some("Đảng ủy xã Phú Mây")), ("Chủ tịch", Some("HĐND xã"))]
    );
}

#[test]
fn a_name_behind_a_title_and_its_unit_is_found() {
    for text in [
        "Bí thư Tỉnh ủy Cà Mau Lê Thị Mẫu nói.",
        "Chủ tịch UBND tỉnh Lê Thị Mẫu nói.",
        "Bí thư Đảng ủy phường Tân Mây Lê Thị Mẫu nói.",
        "Ủy viên Bộ Chính trị, Chủ nhiệm Ủy ban Kiểm tra Trung ương Lê Thị Mẫu nói.",
        "Nguyên Bí thư Đảng đoàn, nguyên Chủ tịch Lê Thị Mẫu; một người khác.",
        "Bí thư Huyện ủy Hoàng Mai Lê Thị Mẫu nói.",
        "TS. Lê Thị Mẫu nói.",
        "Tại đây, Lê Thị Mẫu, hàng xóm, nói.",
        "Lê Thị Mẫu, Chủ tịch Hội, nói.",
        "Hôm nay đồng chí LÊ THỊ MẪU đã đến nói chuyện.",
    ] {
        assert_eq!(names_of(text), ["Lê Thị Mẫu"], "{text}");
    }
}

#[test]
fn titles_before_a_name_stand_in_their_order() {
    let found = persons_of(&["UVTV Tỉnh ủy, Bí thư Đảng ủy Khối Lê Thị Mẫu (ảnh) nói."]);
    assert_eq!(
        titles_of(&found[0]),
        [("Ủy viên Ban Thường vụ", Some("Tỉnh ủy")), ("Bí thư", Some("Đảng ủy Khối"))]
    );
}

#[test]
fn a_title_does_not_wait_beyond_the_end_of_its_sentence() {
    let people = persons_of(&[
        "Ông Trần Duy Thử được bầu làm Bí thư Đảng ủy xã. Đồng chí Lê Văn Mẫu phát biểu. Chi ủy \
         có Bí thư Chi bộ; Đỗ Thị Mây vắng mặt. Đại biểu có Bí thư Đảng ủy xã: ông Bùi Văn Núi.",
    ]);
    let titles = |name: &str| {
        let person = people.iter().find(|person| person.name == name);
        person.map_or(0, |person| person.titles.len())
    };
    assert_eq!(["Lê Văn Mẫu", "Đỗ Thị Mây", "Bùi Văn Núi"].map(titles), [0, 0, 1]);
}

#[test]
fn a_title_behind_brackets_still_belongs_to_the_name() {
    let found = persons_of(&["Kỷ luật ông Lê Văn Thử (SN 1964)- Trưởng phòng Hành chính."]);
    assert_eq!(titles_of(&found[0]), [("Trưởng phòng", Some("Hành chính"))]);
}

#[test]
fn short_forms_join_the_full_name() {
    let found = persons_of(&["Ông Lê Văn Thử đến.", "Sau đó ông Thử về.", "Lê Văn Thử kể."]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lines, [1, 2, 3]);
}

#[test]
fn a_name_ends_where_something_else_begins() {
    for text in [
        "Chi bộ chúc mừng đồng chí Lê Văn Thử Đồng chí hứa cố gắng.",
        "Tổng Bí thư Lê Văn Thử Ban Bí thư đã họp.",
        "Trao quà cho ông Lê Văn Thử Với những đóng góp ấy.",
    ] {
        assert_eq!(names_of(text), ["Lê Văn Thử"], "{text}");
    }
}

#[test]
fn a_full_name_takes_its_short_and_overlong_forms() {
    assert_eq!(names_of("Bà Kim Thử bị tố. Bà Lê Thị Kim Thử giải thích."), ["Lê Thị Kim Thử"]);
    let cut = "Ông Lê Văn Hội đến. Chúc mừng ông Lê Văn Hội Đồng nghiệp hát.";
    assert_eq!(names_of(cut), ["Lê Văn Hội"]);
    let glued = "Ông Lê Văn Thử đến. Trao quà cho ông Lê Văn Thử Mùa sau sẽ tiếp.";
    assert_eq!(names_of(glued), ["Lê Văn Thử"]);
}

#[test]
fn a_name_withheld_names_nobody() {
    assert_eq!(names_of("Bà Nguyễn Thị L kể lại."), [""; 0]);
}

#[test]
fn an_embassy_is_no_ambassador() {
    let found = persons_of(&["Đại sứ quán dự; Đại sứ Lê Văn Thử nói."]);
    assert_eq!(titles_of(&found[0]), [("Đại sứ", None)]);
}

#[test]
fn two_people_with_one_given_name_stay_two() {
    let found = names_of("Ông Lê Minh Thử gặp ông Trần Minh Thử.");
    assert_eq!(found, ["Lê Minh Thử", "Trần Minh Thử"]);
}

#[test]
fn foreign_and_highland_names_are_names() {
    assert_eq!(names_of("Ông Kyle Brodda - chuyên gia - nhận định."), ["Kyle Brodda"]);
    assert_eq!(names_of("Phó bí thư Tỉnh ủy Y Mẫu trao quà."), ["Y Mẫu"]);
    assert_eq!(names_of("Tổng thống Mỹ Frank Tester phát biểu."), ["Frank Tester"]);
}

#[test]
fn what_bears_a_name_is_no_person() {
    for text in [
        "Học tập phong cách Hồ Chí Minh; Chủ tịch Hồ Chí Minh dạy.",
        "Bí thư Thành ủy Thành phố Hồ Chí Minh dự.",
        "Họp ở đường Nguyễn Huệ và Trường Chính trị Trần Phú.",
        "Ban Thường vụ Huyện ủy Trần Văn Thời họp.",
        "Chủ tịch UBND phường Hoàng Văn Thụ cho biết.",
        "Bí thư Huyện ủy Phú Mây và Bí thư Tỉnh ủy Hà Nam cùng dự.",
        "Trưởng ban Tổ chức Tỉnh ủy Hải Dương đã ký.",
        "Bà Rịa - Vũng Tàu và Ông Đồ.",
        "Ảnh: Lê Văn Chụp.",
        "Ngô Bảo Ký",
        "Phóng viên Lê Văn Chụp ghi.",
    ] {
        assert_eq!(names_of(text), [""; 0], "{text}");
    }
}

#[test]
fn who_signed_is_not_written_about() {
    assert_eq!(names_of("Hội nghị kết thúc. Sau đó, Ngô Bảo Ký ghi lại."), [""; 0]);
}

#[test]
fn streets_clubs_and_offices_are_no_people() {
    for text in [
        "Kẹt xe ở ngã tư Lê Văn Mây - Trần Thị Tre, đường Lê Văn Mây ngập.",
        "Sân bay Tân Sơn Mây, Thứ trưởng nói.",
        "Chủ tịch Real Madrid, ông chủ đội, nói.",
        "Huấn luyện viên The Voice nói.",
        "Người phát ngôn Lầu Năm Góc nói.",
    ] {
        assert_eq!(names_of(text), [""; 0], "{text}");
    }
}

#[test]
fn foreign_names_are_whole_and_without_their_country() {
    for (text, name) in [
        ("Tổng thống Syria Basher al-Tester nói.", "Basher al-Tester"),
        ("Tổng thống Hàn Quốc Kim Jae-ung nói.", "Kim Jae-ung"),
        ("Người phát ngôn Nhà Trắng Frank Tester nói.", "Frank Tester"),
        ("Thủ tướng Frank van Tester nói.", "Frank van Tester"),
        ("Tổng thống Frank Tester Việc này xong.", "Frank Tester"),
    ] {
        assert_eq!(names_of(text), [name], "{text}");
    }
}

#[test]
fn a_name_may_end_in_a_word_that_ends_others() {
    assert_eq!(
        names_of("Ông Nguyễn Văn Để và bà Lê Thị Bốn đến."),
        ["Nguyễn Văn Để", "Lê Thị Bốn"]
    );
    assert_eq!(names_of("Ảnh ông Lê Văn Thử Lê Văn Thử."), ["Lê Văn Thử"]);
    assert_eq!(names_of("Ông Lê Văn Thử Hà Nội nói."), ["Lê Văn Thử"]);
}

#[test]
fn an_age_is_a_persons() {
    assert_eq!(
        names_of("Giữ Hồ Thử Mẫu (20 tuổi, ở xã) và Lò Thị Thử (SN 1990)."),
        ["Hồ Thử Mẫu", "Lò Thị Thử"]
    );
    assert_eq!(names_of("Đại sứ tại Đức Đoàn Thử Mẫu đón khách."), ["Đoàn Thử Mẫu"]);
    assert_eq!(names_of("Sau đó, Đoàn Việt Nam đến."), [""; 0]);
}

#[test]
fn a_word_of_a_body_does_not_end_it() {
    let found = persons_of(&["Ông Lê Văn Thử, Giám đốc Sở Tài nguyên và Môi trường tỉnh, nói."]);
    assert_eq!(titles_of(&found[0]), [("Giám đốc", Some("Sở Tài nguyên và Môi trường tỉnh"))]);
    let found = persons_of(&["Bà Lê Thị Mẫu, Phó Trưởng Ban Chỉ đạo Chương trình 06, nói."]);
    assert_eq!(titles_of(&found[0]), [("Phó Trưởng ban", Some("Chỉ đạo Chương trình 06"))]);
}

#[test]
fn who_answers_is_told_from_who_is_spoken_of() {
    let roles = |lines: &[&str]| -> Vec<(String, PersonRole)> {
        persons_of(lines).into_iter().map(|person| (person.name, person.role)).collect()
    };
    let asked = |name: &str| (name.to_owned(), PersonRole::Interviewee);
    let told = |name: &str| (name.to_owned(), PersonRole::Subject);
    let named = [
        "Báo Mẫu trao đổi với đồng chí Lê Văn Thử, Bí thư Đảng ủy xã, về việc ông Trần Văn Mẫu hưu.",
        "PV: Thưa đồng chí, vì sao?",
        "Đồng chí Lê Văn Thử: Vì mưa.",
        "PV: Rồi sao?",
        "Rồi nắng.",
    ];
    assert_eq!(roles(&named), [asked("Lê Văn Thử"), told("Trần Văn Mẫu")]);
    let lead =
        ["Chúng tôi có cuộc trao đổi với bà Lê Thị Mẫu, Bí thư xã.", "PV: Sao?", "Thế.", "PV: Ư?"];
    assert_eq!(roles(&lead), [asked("Lê Thị Mẫu")]);
    assert_eq!(roles(&["Ông Lê Văn Thử: tôi vui."]), [told("Lê Văn Thử")]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC| |[,.:()-]|ông|Bí thư|Nguyễn|Văn|A|Tỉnh ủy|nguyên|phó){0,40}") {
        persons_of(&[&text]);
    }
}
