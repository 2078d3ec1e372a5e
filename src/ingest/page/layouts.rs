//! Layouts of pages that were once misread, one test each, all invented.

use proptest::prelude::*;

use super::tests::{BODY, LEAD, MORE, iso, names, read, roles, try_read};
use crate::article::LineRole;

const TITLE: &str = "Mây Hạ nâng chất lượng sinh hoạt chi bộ";

/// A page of title, date, lead, paragraph and what follows them.
fn page(after: &str) -> String {
    format!("{TITLE}\n12/03/2020 09:15\n{LEAD}\n{BODY}\n{MORE}\n{after}")
}

#[test]
fn the_title_is_the_headline_that_speaks_of_the_text() {
    let others = "Tin nổi bật\nLàng chài Cồn Nhạn đón khách phương xa về dự hội\nGiá mật ong rừng tăng gấp đôi sau một mùa mưa dài";
    let article = read(&format!("{others}\n{TITLE}\n{LEAD}\n{BODY}"));
    assert_eq!(article.title.as_deref(), Some(TITLE));
    let slogan = "Cơ quan ngôn luận của Đảng bộ tỉnh Phú Mây, tiếng nói của nhân dân các dân tộc";
    let article = read(&format!("{slogan}\n{TITLE}\n{LEAD}\n{BODY}"));
    assert_eq!(article.title.as_deref(), Some(TITLE));
}

#[test]
fn a_lead_without_its_stop_is_no_title() {
    let lead = LEAD.trim_end_matches('.');
    let article = read(&format!("{TITLE}\n{lead}\n{BODY}\n{MORE}"));
    assert_eq!(article.title.as_deref(), Some(TITLE));
    assert!(article.body.starts_with(lead));
}

#[test]
fn menu_entries_run_together_are_neither_title_nor_text() {
    let menu =
        "Trang chủ Chính trị Kinh tế Văn hóa Xã hội Pháp luật Thể thao Du lịch Bạn đọc Liên hệ";
    let article = read(&format!("{menu}\n{}", page("")));
    assert_eq!(article.title.as_deref(), Some(TITLE));
    assert_eq!(roles(&article)[0], LineRole::Boilerplate);
    assert_eq!(article.section, [""; 0]);
}

#[test]
fn the_section_is_the_path_nearest_to_the_title_and_not_the_menu() {
    let menu = "Trang chủ\nKinh tế\nVăn hóa\nThể thao\nDu lịch\nLiên hệ\nPháp luật";
    for (path, section) in [
        ("Trang chủ > Xây dựng Đảng > Dân vận", vec!["Xây dựng Đảng", "Dân vận"]),
        ("Trang chủ :: Xây dựng Đảng", vec!["Xây dựng Đảng"]),
        ("Trang chủ\nXây dựng Đảng\nDân vận", vec!["Xây dựng Đảng", "Dân vận"]),
        ("Dân vận", vec!["Dân vận"]),
        ("Nếp nhà vùng cao", vec!["Nếp nhà vùng cao"]),
    ] {
        assert_eq!(read(&format!("{menu}\n{path}\n{}", page(""))).section, section, "{path}");
    }
}

#[test]
fn the_day_of_the_visit_above_the_menu_is_not_the_pages() {
    let menu = "Thứ hai, 01/06/2026\nTrang chủ\nKinh tế\nVăn hóa\nThể thao\nDu lịch\nLiên hệ";
    assert_eq!(iso(&read(&format!("{menu}\n{TITLE}\n{LEAD}\n{BODY}"))), None);
    let dated = read(&format!("{menu}\n{}", page("")));
    assert_eq!(iso(&dated).as_deref(), Some("2020-03-12T09:15:00+07:00"));
    let below = format!("{menu}\n{TITLE}\n{LEAD}\n{BODY}\nThu Hiền\n12/03/2020\nChia sẻ");
    assert_eq!(iso(&read(&below)).as_deref(), Some("2020-03-12"));
}

#[test]
fn of_two_dates_the_one_that_is_not_of_a_change_is_taken() {
    for line in [
        "Cập nhật: 15/03/2020 10:00 - Xuất bản: 12/03/2020 09:15",
        "Ngày đăng: 12/03/2020 09:15 | Cập nhật: 15/03/2020 10:00",
    ] {
        let article = read(&format!("{TITLE}\n{line}\n{LEAD}\n{BODY}"));
        assert_eq!(iso(&article).as_deref(), Some("2020-03-12T09:15:00+07:00"), "{line}");
    }
}

#[test]
fn a_date_line_below_the_title_may_hold_unknown_words() {
    for line in ["Bài do văn thư gửi đăng 12/03/2020", "Kho bài số 4 • 12/03/2020 • mục 7"]
    {
        let article = read(&format!("{TITLE}\n{line}\n{LEAD}\n{BODY}"));
        assert_eq!(iso(&article).as_deref(), Some("2020-03-12"), "{line}");
    }
    let event = format!("{TITLE}\nLễ ra mắt diễn ra ngày 12/03/2020\n{LEAD}\n{BODY}");
    assert_eq!(iso(&read(&event)), None);
}

#[test]
fn how_long_ago_is_no_date_and_no_text() {
    let article = read(&format!("{TITLE}\n3 giờ trước\n{LEAD}\n{BODY}"));
    assert_eq!(iso(&article), None);
    assert_eq!(article.body, format!("{LEAD}\n{BODY}"));
}

#[test]
fn a_refused_date_is_told_with_the_reason() {
    for (line, raw, reason) in [
        ("Thứ tư, 12/03/2031 08:00", "Thứ tư, 12/03/2031 08:00", "lies in the future"),
        ("Ngày đăng: 31/02/2020", "31/02/2020", "is no day"),
        ("12/03/1946", "12/03/1946", "lies before 1998, too early for this kind of source"),
    ] {
        let article = read(&format!("{TITLE}\n{line}\n{LEAD}\n{BODY}"));
        assert_eq!(iso(&article), None, "{line}");
        let told = &article.refused[0];
        assert_eq!((&*told.field, &*told.raw, &*told.reason), ("published", raw, reason), "{line}");
    }
    let article = read(&format!("{TITLE}\nThứ hai, 12/03/2020\n{LEAD}\n{BODY}"));
    assert_eq!(iso(&article).as_deref(), Some("2020-03-12"));
    assert_eq!(article.refused[0].field, "weekday");
    assert!(article.refused[0].reason.ends_with("it was a Thursday"));
    assert!(!serde_json::to_string(&read(&page(""))).unwrap().contains("refused"));
}

#[test]
fn bylines_below_the_title_beside_the_date_and_over_two_lines() {
    let top = |line: &str| format!("{TITLE}\n{line}\n12/03/2020\n{LEAD}\n{BODY}");
    let beside = |line: &str| format!("{TITLE}\n{line}\n{LEAD}\n{BODY}");
    for (text, wanted) in [
        (top("Hải"), vec!["Hải"]),
        (top("(Thu Hiền)"), vec!["Thu Hiền"]),
        (beside("Thu Hiền | 12/03/2020 09:15 | 25 lượt xem"), vec!["Thu Hiền"]),
        (beside("Viết bởi Lê Thu Hiền - 12/03/2020"), vec!["Lê Thu Hiền"]),
        (page("Bài, ảnh:\nThu Hiền - Văn Toàn"), vec!["Thu Hiền", "Văn Toàn"]),
        (page("Hải\nChia sẻ\nTin cùng chuyên mục"), vec!["Hải"]),
        (page("ThS. Lê Thu Hiền\nTrường Chính trị tỉnh\nBình luận"), vec!["Lê Thu Hiền"]),
    ] {
        assert_eq!(names(&read(&text)), wanted, "{text}");
    }
}

#[test]
fn a_mark_before_the_lead_signs_nothing() {
    let lead =
        "Suối Mây Online - Theo Sở Nội vụ, toàn tỉnh Phú Mây đã sắp xếp xong bộ máy của các xã";
    let article = read(&format!("{TITLE}\n12/03/2020\n{lead}\n{BODY}\nThu Hiền"));
    assert_eq!(names(&article), ["Thu Hiền"]);
    assert!(article.body.contains(lead));
}

#[test]
fn names_and_times_of_comments_are_neither_bylines_nor_dates() {
    for heading in ["Ý kiến độc giả", "Facebook bình luận", "Để lại một bình luận"]
    {
        let comment = format!(
            "{heading}\nLê Thu Hiền\n15/03/2020 07:30\nBài viết rất hay, mong cả xã cùng làm theo như vậy.\nTrả lời"
        );
        let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{comment}"));
        assert_eq!((names(&article), iso(&article)), (vec![], None), "{heading}");
        assert_eq!(article.body, format!("{LEAD}\n{BODY}"));
    }
}

#[test]
fn an_imprint_on_one_line_is_not_the_text() {
    let imprint = "© Báo Suối Mây. Giấy phép số 12/GP-BTTTT cấp ngày 09/02/2021. Tổng Biên tập: Lê Thu Hiền. Ghi rõ nguồn khi phát hành lại.";
    let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{imprint}"));
    assert_eq!(article.body, format!("{LEAD}\n{BODY}"));
    assert_eq!((names(&article), iso(&article)), (vec![], None));
}

#[test]
fn links_between_paragraphs_are_not_the_text() {
    for link in [
        ">>> Phiên chợ Tà Lành đông khách phương xa",
        "ĐỌC THÊM: Phiên chợ Tà Lành đông khách phương xa",
        "* Mời bạn đọc xem thêm: Phiên chợ Tà Lành đông khách",
        "Phiên chợ Tà Lành đông khách phương xa về mua mật ong",
    ] {
        let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{link}\n{MORE}"));
        assert_eq!(article.body, format!("{LEAD}\n{BODY}\n{MORE}"), "{link}");
    }
    let heading = "Không để ai bị bỏ lại phía sau trên con đường chung";
    let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{heading}\n{MORE}"));
    assert!(article.body.contains(heading));
}

#[test]
fn verses_are_text_and_a_row_of_headlines_is_not() {
    let verses =
        "Suối reo bên những nương xa\nChân mây lấp ló mái nhà ban mai\nNgười về nối lại đường dài";
    let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{verses}\n{MORE}"));
    assert!(article.body.contains(verses));
}

#[test]
fn questions_and_numbered_parts_behind_a_box_are_the_text() {
    let links = "Xem thêm\nPhiên chợ Tà Lành đông khách phương xa";
    for text in [
        "Phóng viên: Xin đồng chí cho biết kết quả?",
        "Điều 1. Phạm vi điều chỉnh của quy định",
        "2. Nhiệm vụ trong thời gian tới",
    ] {
        let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{links}\n{text}\n{MORE}\n{BODY}"));
        assert!(article.body.contains(text), "{text}");
        assert!(!article.body.contains("Tà Lành"));
    }
}

#[test]
fn a_paragraph_printed_twice_is_kept_once_and_a_byline_with_a_photographer_stays_behind_it() {
    let long = format!("{BODY} {MORE}");
    let article = read(&format!("{TITLE}\n{LEAD}\n{long}\n{long}\n{MORE}"));
    assert_eq!(article.body, format!("{LEAD}\n{long}\n{MORE}"));
    let last = format!("{MORE} Bài: Thu Hiền - Ảnh: Văn Toàn");
    let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{last}"));
    assert!(article.body.contains(MORE));
    assert_eq!(names(&article), ["Thu Hiền"]);
}

#[test]
fn headlines_that_ask_above_the_title_are_not_the_text() {
    let asks = "Vì sao chợ bản Tà Lành họp từ lúc gà chưa gáy mà vẫn đông khách?";
    let article = read(&format!("Tin nổi bật\n{asks}\n{}", page("")));
    assert_eq!(article.title.as_deref(), Some(TITLE));
    assert!(!article.body.contains(asks));
}

#[test]
fn a_page_of_four_hundred_thousand_lines_is_read() {
    let lines = "Mây Hạ họp bàn\n12/03/2020\nThu Hiền\nXem thêm\n".repeat(100_000);
    let article = read(&format!("{TITLE}\n{LEAD}\n{BODY}\n{lines}"));
    assert_eq!(article.lines.len(), 400_003);
}

proptest! {
    #[test]
    fn lines_of_pages_in_any_order_are_read_and_blanks_change_nothing(
        picked in prop::collection::vec(prop::sample::select(LINES.to_vec()), 1..24)
    ) {
        let text = picked.join("\n");
        let Ok(article) = try_read(&text) else { return Ok(()) };
        prop_assert_eq!(article.lines.len(), picked.len());
        let spaced = try_read(&format!("  {}\t\n", picked.join("\t\n\n  "))).unwrap();
        prop_assert_eq!(roles(&article), roles(&spaced));
        prop_assert_eq!((&article.title, &article.body), (&spaced.title, &spaced.body));
        for line in article.body.lines() {
            prop_assert!(picked.contains(&line));
        }
        for name in names(&article) {
            prop_assert!(text.contains(name));
        }
    }
}

/// Lines of every kind.
const LINES: [&str; 22] = [
    TITLE,
    LEAD,
    BODY,
    MORE,
    "Trang chủ > Xây dựng Đảng",
    "Xây dựng Đảng",
    "12/03/2020 09:15",
    "Cập nhật lúc 09:15, 12/03/2020",
    "31/02/2020",
    "Chia sẻ",
    "Thu Hiền",
    "Bài, ảnh: Thu Hiền",
    "Quang cảnh hội nghị. Ảnh: Văn Toàn",
    "Xem thêm",
    "Tin cùng chuyên mục",
    "Phiên chợ Tà Lành đông khách phương xa",
    "Từ khóa: chợ bản, Mây Hạ",
    "Phóng viên: Xin đồng chí cho biết kết quả?",
    "Tổng Biên tập: Lê Thu Hiền",
    "Bình luận",
    "1. Những việc cần làm ngay",
    "- Họp thôn, bản mỗi tháng một lần;",
];
