//! Whole pages in many layouts, all invented.

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::article::{Article, BylineRole, Format, LineRole, Method};
use crate::catalog::Catalog;
use crate::ingest::{Context, RawDocument, parse};

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

pub(super) fn read(text: &str) -> Article {
    try_read(text).unwrap()
}

pub(super) fn try_read(text: &str) -> crate::Result<Article> {
    let raw = RawDocument {
        path: "trang.txt".into(),
        place: "trang.txt".into(),
        record: None,
        format: Format::Text,
        url: None,
        encoding: "utf-8",
        digest: 0,
        text: text.into(),
    };
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    parse(&raw, Context { catalog: &CATALOG, today })
}

pub(super) fn roles(article: &Article) -> Vec<LineRole> {
    article.lines.iter().map(|line| line.role).collect()
}

pub(super) fn iso(article: &Article) -> Option<String> {
    article.published.as_ref().map(|published| published.iso.to_string())
}

pub(super) fn names(article: &Article) -> Vec<&str> {
    article.bylines.iter().map(|byline| byline.name.as_str()).collect()
}

pub(super) const LEAD: &str = "Chiều nay, Đảng ủy xã Mây Hạ tổ chức hội nghị đánh giá công tác quý và bàn việc thời gian tới.";
pub(super) const BODY: &str = "Theo báo cáo, toàn xã kết nạp được mười hai đảng viên mới, vượt chỉ tiêu đề ra từ đầu năm. Các chi bộ sinh hoạt đều đặn, nội dung thiết thực.";
pub(super) const MORE: &str = "Hội nghị thảo luận nhiều ý kiến về việc nâng chất lượng sinh hoạt, phân công cấp ủy viên dự họp với thôn, bản.";

#[test]
fn a_page_with_menu_section_date_and_boxes() {
    use LineRole::{Body, Boilerplate, Byline, Caption, Date, Lead, Related, Section, Tags, Title};
    let page = format!(
        "Facebook Zalo\nXây dựng Đảng\n\nMây Hạ nâng chất lượng sinh hoạt chi bộ\nThứ năm, 12/03/2020, 09:15 (GMT+7)\n\
         {LEAD}\n{BODY}\nQuang cảnh hội nghị. Ảnh: Thu Hiền\n{MORE}\nThu Hiền\nTừ khóa: Mây Hạ, chi bộ\n\
         Tin cùng chuyên mục\nMột xã khác cũng nâng chất lượng sinh hoạt"
    );
    let article = read(&page);
    assert_eq!(
        roles(&article),
        [
            Boilerplate,
            Section,
            Title,
            Date,
            Lead,
            Body,
            Caption,
            Body,
            Byline,
            Tags,
            Boilerplate,
            Related
        ]
    );
    assert_eq!(article.title.as_deref(), Some("Mây Hạ nâng chất lượng sinh hoạt chi bộ"));
    assert_eq!(iso(&article).as_deref(), Some("2020-03-12T09:15:00+07:00"));
    assert_eq!(article.section, ["Xây dựng Đảng"]);
    assert_eq!(names(&article), ["Thu Hiền"]);
    assert_eq!(article.tags, ["Mây Hạ", "chi bộ"]);
    assert_eq!(article.body, format!("{LEAD}\n{BODY}\n{MORE}"));
    assert_eq!(article.captions, ["Quang cảnh hội nghị. Ảnh: Thu Hiền"]);
}

#[test]
fn an_aggregators_three_lines_with_the_byline_glued_to_the_end() {
    let article =
        read(&format!("Mây Hạ nâng chất lượng sinh hoạt\n{LEAD}\n{BODY} {MORE} Thu Hiền (TTXVN)"));
    assert_eq!(article.title.as_deref(), Some("Mây Hạ nâng chất lượng sinh hoạt"));
    assert_eq!(names(&article), ["Thu Hiền"]);
    assert_eq!(article.outlet.unwrap().id.as_str(), "ttxvn");
    assert_eq!(article.published, None);
    assert!(article.body.ends_with("(TTXVN)"));
}

#[test]
fn a_crawlers_header_gives_address_and_date_and_no_title() {
    let page = format!(
        "# doc_id = x1\n# url = https://www.hanoimoi.vn/a-1.html\n# date = 20210426\n{LEAD}\n{BODY}\nThu Hiền"
    );
    let article = read(&page);
    assert_eq!((article.title.as_deref(), iso(&article).as_deref()), (None, Some("2021-04-26")));
    assert_eq!(article.outlet.as_ref().unwrap().id.as_str(), "hanoimoi");
    assert_eq!(article.lead.as_deref(), Some(LEAD));
    assert_eq!(names(&article), ["Thu Hiền"]);
}

#[test]
fn kickers_sections_run_together_and_a_mark_before_the_lead() {
    let page = format!(
        "Văn hóa - Xã hội Xây dựng Đảng\n09/11/2018 - 17:52\nĐẢNG BỘ XÃ MÂY HẠ:\nĐoàn kết để đi xa\nKinhtedothi - {LEAD}\n{BODY}"
    );
    let article = read(&page);
    assert_eq!(article.section, ["Văn hóa - Xã hội", "Xây dựng Đảng"]);
    assert_eq!(article.kicker.as_deref(), Some("ĐẢNG BỘ XÃ MÂY HẠ:"));
    assert_eq!(article.title.as_deref(), Some("Đoàn kết để đi xa"));
    assert_eq!(article.outlet.unwrap().id.as_str(), "kinhtedothi");
    assert_eq!(iso(&read(&page)).as_deref(), Some("2018-11-09T17:52:00+07:00"));
}

#[test]
fn an_interview_with_and_without_marks() {
    use LineRole::{Answer, Body, Byline, Lead, Question, Title};
    let marked = format!(
        "Chuyện sinh hoạt chi bộ\n{LEAD}\nPV: Xin đồng chí cho biết kết quả?\n{BODY}\nPV: Còn khó khăn gì không, thưa đồng chí?\n{MORE}\nTrân trọng cảm ơn đồng chí!\nThu Hiền (thực hiện)"
    );
    let wanted = [Title, Lead, Question, Answer, Question, Answer, Body, Byline];
    let article = read(&marked);
    assert_eq!(roles(&article), wanted);
    assert_eq!(article.bylines[0].role, BylineRole::Interviewer);
    assert_eq!(roles(&read(&marked.replace("PV: ", "- "))), wanted);
    assert_eq!(roles(&read(&marked.replace("PV: ", ""))), wanted);
}

#[test]
fn a_doubled_caption_goes_and_a_sentence_that_begins_like_it_stays() {
    let caption = "Bí thư Đảng ủy xã Lê Thu Hiền phát biểu tại hội nghị.";
    let sentence = "Bí thư Đảng ủy xã Lê Thu Hiền phát biểu tại hội nghị, nêu ba việc cần làm.";
    let page = format!("Mây Hạ họp bàn ba việc\n{LEAD}\n{caption}\n{caption}\n{sentence}\n{BODY}");
    let article = read(&page);
    assert_eq!(article.body, format!("{LEAD}\n{sentence}\n{BODY}"));
    assert_eq!(article.captions, [caption]);
}

#[test]
fn headlines_run_together_on_one_line_are_not_the_article() {
    let glued = "Hơn hai trăm hộ dân hiến đất mở đường về thôn Thanh niên góp ngày công làm sân chơi cho trẻ Phụ nữ trồng hoa ven lối";
    let page = format!("Mây Hạ họp bàn ba việc\n{LEAD}\n{glued}\n{BODY}\n{MORE}");
    assert_eq!(read(&page).body, format!("{LEAD}\n{BODY}\n{MORE}"));
}

#[test]
fn a_year_comes_from_the_tasks_ahead_and_from_nothing_weaker() {
    let dated = |lead: &str| {
        let article = read(&format!("Mây Hạ họp bàn ba việc\n{lead}\n{BODY}"));
        let method = article.published.as_ref().map(|p| p.evidence.method);
        assert!(matches!(method, None | Some(Method::Inferred)));
        iso(&article)
    };
    let lead = |day: &str, what: &str| format!("{day}, Đảng ủy xã Mây Hạ tổ chức hội nghị {what}.");
    assert_eq!(
        dated(&lead("Sáng 17/2", "triển khai nhiệm vụ năm 2023")).as_deref(),
        Some("2023-02-17")
    );
    assert_eq!(
        dated(&lead("Ngày 1/4", "bàn nhiệm vụ trọng tâm quý II/2025")).as_deref(),
        Some("2025-04-01")
    );
    assert_eq!(dated(&lead("Ngày 25/1/2017", "cán bộ")).as_deref(), Some("2017-01-25"));
    assert_eq!(dated(&lead("Sáng 17/2", "cán bộ")), None);
    assert_eq!(dated(&lead("Sáng 17/2", "về nhiệm kỳ 2020 - 2025")), None);
    assert_eq!(dated(&lead("Sáng 17/12", "bàn nhiệm vụ năm 2023")), None);
    assert_eq!(dated(&lead("Ngày 3/2/1930", "kỷ niệm ngày thành lập")), None);
    assert_eq!(dated(&lead("Ngày 25/1/2017", "đã họp; đến nay, năm 2019, mọi việc đã xong")), None);
    assert_eq!(dated(&lead("Đồng chí Hiền sinh ngày 6/10/1958", "mừng thọ")), None);
}

#[test]
fn dates_of_tomorrow_of_the_foot_and_of_the_text_are_not_the_pages() {
    let future = format!("Mây Hạ họp bàn ba việc\n12/03/2031 08:00\n{LEAD}\n{BODY}");
    assert_eq!(read(&future).published, None);
    let foot = format!(
        "Mây Hạ họp bàn ba việc\n{LEAD}\n{BODY}\nTin cùng chuyên mục\nMột xã khác họp\n08:40 , 07/03/2026"
    );
    assert_eq!(read(&foot).published, None);
}

#[test]
fn names_in_imprint_accounts_and_counters_sign_nothing() {
    let page = format!(
        "Tin hoạt động\nMÂY HẠ NÂNG CHẤT LƯỢNG SINH HOẠT CHI BỘ\n2022-07-09T16:31:25.48\n318\nSuper Admin\n{LEAD}\n{BODY}\nTổng biên tập: Lê Thu Hiền"
    );
    let article = read(&page);
    assert_eq!(names(&article), [""; 0]);
    assert_eq!(article.section, ["Tin hoạt động"]);
    assert_eq!(iso(&article).as_deref(), Some("2022-07-09T16:31:25+07:00"));
    assert_eq!(article.body, format!("{LEAD}\n{BODY}"));
}

#[test]
fn the_paper_whose_reporter_asks_is_the_outlet_and_a_quoted_one_is_not() {
    let page = |what: &str| format!("Mây Hạ họp bàn ba việc\n{what}\n{BODY}");
    let asked = read(&page(
        "Trao đổi với phóng viên Báo Hà Nôị mới, Bí thư Đảng ủy xã khẳng định sẽ làm tốt ba việc đã bàn.",
    ));
    let outlet = asked.outlet.unwrap();
    assert_eq!((outlet.id.as_str(), outlet.evidence.method), ("hanoimoi", Method::Inferred));
    let quoted =
        "Báo Tin tức đưa tin, Đảng ủy xã Mây Hạ đã họp bàn ba việc lớn với các thôn, bản trong xã.";
    assert_eq!(read(&page(quoted)).outlet, None);
    let state = read(&page(
        "(mayha.gov.vn) - Đảng ủy xã đã họp bàn ba việc lớn với tất cả các thôn, bản trong xã.",
    ));
    assert_eq!(state.outlet.unwrap().id.as_str(), "mayha.gov.vn");
}

#[test]
fn a_page_without_text_is_an_error_and_one_sentence_is_an_article() {
    assert!(try_read("Facebook\nZalo\n12").is_err());
    assert!(read(LEAD).body.contains("Mây Hạ"));
}

#[test]
fn marks_of_no_width_and_controls_are_not_in_the_title() {
    let article = read(&format!("\u{200b}Mây Hạ họp\u{7} bàn ba việc\n{LEAD}\n{BODY}"));
    assert_eq!(article.title.as_deref(), Some("Mây Hạ họp bàn ba việc"));
}

#[test]
fn the_papers_own_name_line_is_the_outlet_and_no_title() {
    let text = format!(
        "Báo Suối Hòa Mới\nPhú Mây, Thứ Tư, 15/04/2020, 16:08 (GMT+7)\nBảo vệ nền tảng tư tưởng của Đảng\nChợ sớm ở bản Tà Lành\n{LEAD}\n{BODY}"
    );
    let article = read(&text);
    assert_eq!(article.title.as_deref(), Some("Chợ sớm ở bản Tà Lành"));
    let outlet = article.outlet.as_ref().unwrap();
    assert_eq!((outlet.id.as_str(), outlet.name.as_str()), ("suoihoamoi", "Báo Suối Hòa Mới"));
    assert_eq!(iso(&article).as_deref(), Some("2020-04-15T16:08:00+07:00"));
}

#[test]
fn a_wednesday_is_a_date_and_not_the_button_for_letters() {
    let article = read(&format!("Chợ sớm ở bản Tà Lành\nThứ tư, 15/04/2020 05:45\n{LEAD}\n{BODY}"));
    assert_eq!(iso(&article).as_deref(), Some("2020-04-15T05:45:00+07:00"));
}

#[test]
fn a_paper_or_a_place_may_stand_beside_the_date() {
    for (line, day) in [
        ("Trang Bản tin Mây, ngày 8 tháng 4 năm 2020", "2020-04-08"),
        ("SHM - 15:20 ngày 8/4/2020", "2020-04-08T15:20:00+07:00"),
        ("08/04/2020 | 15:20 - Báo Suối Hòa Mới", "2020-04-08T15:20:00+07:00"),
    ] {
        let article =
            read(&format!("Chợ sớm ở bản Tà Lành họp lúc gà gáy\n{line}\n{LEAD}\n{BODY}"));
        assert_eq!(iso(&article).as_deref(), Some(day), "{line}");
        assert_eq!(article.title.as_deref(), Some("Chợ sớm ở bản Tà Lành họp lúc gà gáy"));
    }
    let article = read(&format!("Kỷ niệm ngày thành lập xã 8/4/2020\n{LEAD}\n{BODY}"));
    assert_eq!(article.title.as_deref(), Some("Kỷ niệm ngày thành lập xã 8/4/2020"));
}

#[test]
fn a_path_from_the_home_page_gives_the_section() {
    for line in ["Trang chủ / Xây dựng Đảng / Dân vận", "Báo Suối Mây > Xây dựng Đảng > Dân vận"]
    {
        let article = read(&format!("{line}\nChợ sớm ở bản Tà Lành\n15/04/2020\n{LEAD}\n{BODY}"));
        assert_eq!(article.section, ["Xây dựng Đảng", "Dân vận"], "{line}");
    }
}

#[test]
fn a_paper_unknown_to_the_catalogue_is_read_where_it_names_itself() {
    let outlet = |text: &str| read(text).outlet.map(|outlet| outlet.id.to_string());
    let page = |head: &str, lead: &str, foot: &str| {
        format!("{head}Chợ sớm ở bản Tà Lành\n15/04/2020\n{lead}{LEAD}\n{BODY}\n{foot}")
    };
    let found = [
        page("Suối Hoà Mới Online\n", "", ""),
        page("Suối Hòa Mới\n", "(SHM) ", ""),
        page("", "(Báo Suối Hòa Mới) - ", ""),
        page("", "BÁO SUỐI HÒA MỚI - ", ""),
        page("", "", "Bình luận\n© Báo Suối Hòa Mới. Ghi rõ nguồn khi đăng lại."),
        page("# source = Suối Hòa Mới\n", "", ""),
    ];
    for text in &found {
        assert_eq!(outlet(text).as_deref(), Some("suoihoamoi"), "{text}");
    }
    for text in
        [page("", "(SHM) ", ""), page("Báo cáo chính trị\n", "", ""), page("Báo in\n", "", "")]
    {
        assert_eq!(outlet(&text), None, "{text}");
    }
}

#[test]
fn a_paper_of_an_unknown_host_is_called_as_it_prints_itself() {
    let text = format!(
        "# source = Suối Hòa Mới\n# url = https://suoihoamoi.example/cho-som-12.html\nChợ sớm ở bản Tà Lành\n{LEAD}\n{BODY}"
    );
    let outlet = read(&text).outlet.unwrap();
    assert_eq!((outlet.id.as_str(), outlet.name.as_str()), ("suoihoamoi", "Suối Hòa Mới"));
    let outlet = read(&text.replace("# source = Suối Hòa Mới\n", "")).outlet.unwrap();
    assert_eq!((outlet.id.as_str(), outlet.name.as_str()), ("suoihoamoi", "suoihoamoi.example"));
}

#[test]
fn where_a_reprint_comes_from_signs_nothing() {
    let text = format!(
        "Chợ sớm ở bản Tà Lành\n15/04/2020 19:12 - Theo Suối Hòa Mới\n{LEAD}\n{BODY}\nLâm Phước Thử"
    );
    assert_eq!(names(&read(&text)), ["Lâm Phước Thử"]);
}

#[test]
fn tags_on_one_line_are_told_apart_and_loose_ones_are_not_the_body() {
    let article = read(&format!(
        "Chợ sớm ở bản Tà Lành\n15/04/2020\n{LEAD}\n{BODY}\nTags: chợ bản | Phú Mây | nông sản"
    ));
    assert_eq!(article.tags, ["chợ bản", "Phú Mây", "nông sản"]);
    let article = read(&format!(
        "Chợ sớm ở bản Tà Lành\n15/04/2020\n{LEAD}\n{BODY}\nChia sẻ\nchợ bản\nchuyển đổi số\nBình luận (0)"
    ));
    assert_eq!(article.tags, ["chợ bản", "chuyển đổi số"]);
    assert!(!article.body.contains("chuyển đổi số"));
}

#[test]
fn a_day_called_tomorrow_dates_a_page_that_has_no_date_line() {
    let call =
        "Đại hội họp ngày 14/5/2015 tại nhà văn hóa. Ngày mai (15/5), ba chi bộ khác tiếp tục họp.";
    let article = read(&format!("Chợ sớm ở bản Tà Lành\n{LEAD}\n{BODY}\n{call}"));
    let published = article.published.as_ref().unwrap();
    assert_eq!(published.iso.to_string(), "2015-05-14");
    assert_eq!(published.evidence.method, Method::Inferred);
}

#[test]
fn a_box_of_links_that_ask_is_not_the_text_and_the_text_goes_on_behind_it() {
    let links =
        "Xem thêm\nVì sao chợ bản đông khách phương xa?\n5 cách giữ thịt gác bếp qua mùa mưa";
    let long = format!("{BODY} {MORE}");
    let article = read(&format!(
        "Chợ sớm ở bản Tà Lành\n15/04/2020\n{LEAD}\n{BODY}\n{MORE}\n{long}\n{links}\n{long} Hết.\nThu Hiền"
    ));
    assert_eq!(article.body, format!("{LEAD}\n{BODY}\n{MORE}\n{long}\n{long} Hết."));
}

#[test]
fn a_last_paragraph_with_the_byline_run_on_stays_in_the_body() {
    let last = "Nhân dịp này, xã tặng quà mười hộ khó khăn. Thu Hiền";
    let article = read(&format!(
        "Chợ sớm ở bản Tà Lành\n15/04/2020\n{LEAD}\n{BODY}\n{last}\nTin cùng chuyên mục\nMột xã khác họp bàn"
    ));
    assert!(article.body.ends_with(last));
    assert_eq!(names(&article), ["Thu Hiền"]);
}

#[test]
fn a_title_that_asks_may_have_the_date_between_it_and_the_text() {
    let title = "Vì sao chợ bản Tà Lành họp từ lúc gà chưa gáy mà vẫn đông khách?";
    let article = read(&format!("{title}\n15/04/2020 05:45\nChia sẻ\n{LEAD}\n{BODY}"));
    assert_eq!(article.title.as_deref(), Some(title));
}

proptest! {
    #[test]
    fn any_text_is_read_with_one_role_a_line_and_nothing_made_up(
        text in "([A-ZĐa-zđàẹứ0-9 .,:?!/()\"#=“”\\-\u{200b}\u{300}\u{a0}]{0,60}\n){0,24}"
    ) {
            let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let passages = super::passages(&text, Context { catalog: &CATALOG, today });
        let clean = crate::vi::normalize::clean(&text);
        let source: Vec<&str> = clean.split('\n').collect();
        for pair in passages.windows(2) {
            prop_assert!(pair[0].line < pair[1].line);
        }
        for passage in &passages {
            prop_assert!(source[passage.line as usize - 1].contains(&passage.text));
        }
        let _ = try_read(&text);
    }
}
