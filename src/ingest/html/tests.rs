//! Invented pages in the manner of publishing systems, and pages that no one would write.

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::article::Format;
use crate::catalog::Catalog;

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

const TITLE: &str = "Xã Suối Mây đưa nghị quyết về từng bản";
const LEAD: &str = "Sau sáu tháng, chi bộ nào ở xã Suối Mây cũng có một việc làm cụ thể, được dân kiểm tra và chấm điểm mỗi quý.";
const TEXT: [&str; 4] = [
    "Tại bản Nà Lướt, con đường dài hai cây số vừa được đổ bê tông sau bốn kỳ họp chi bộ bàn kỹ từng đoạn.",
    "Bí thư chi bộ bản nói rằng việc khó nhất là vận động các hộ hiến đất, vì mảnh nào cũng gần nhà.",
    "Đảng ủy xã giao mỗi đảng viên phụ trách năm hộ, ghi sổ và báo cáo vào ngày mười hằng tháng cho chi bộ.",
    "Cuối năm, xã sẽ chọn ba bản làm tốt nhất để các nơi khác đến xem và học cách làm ấy.",
];
const OTHERS: [&str; 3] = [
    "Chợ phiên vùng cao đông khách trở lại sau mùa mưa lũ",
    "Ba dự án thủy lợi lớn được khởi công trong tháng này",
    "Học sinh nội trú được nhận thêm hai nghìn cuốn sách",
];

fn raw(markup: &str) -> RawDocument {
    RawDocument {
        path: "trang.html".into(),
        place: "trang.html".into(),
        record: None,
        format: Format::Html,
        url: None,
        encoding: "utf-8",
        digest: 0,
        text: markup.to_owned(),
    }
}

fn try_read(markup: &str) -> Result<Article> {
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    parse(&raw(markup), Context { catalog: &CATALOG, today })
}

fn read(markup: &str) -> Article {
    try_read(markup).unwrap()
}

fn paragraphs(tag: &str) -> String {
    TEXT.map(|text| format!("<{tag}>{text}</{tag}>\n")).concat()
}

fn links() -> String {
    OTHERS.map(|title| format!("<li><a href='/khac.html'>{title}</a></li>")).concat()
}

fn cards() -> String {
    let card = |title| {
        format!(
            "<div class='item'><h3 class='title'><a href='/k'>{title}</a></h3><p class='sapo'>{title}, theo tin từ các địa phương trong tỉnh vừa gửi về sáng nay.</p></div>"
        )
    };
    OTHERS.map(card).concat()
}

/// A page with the furniture that surrounds every article.
fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><ul class='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/ct'>Chính trị</a></li></ul>{body}<div>{}</div><div><p>Tổng Biên tập: Đèo Văn Mẫu. Giấy phép số 01/GP do cơ quan quản lý báo chí cấp ngày 02/03/2015.</p></div></body></html>",
        cards()
    )
}

/// Title, lead and text are the invented article's, and nothing of the page around it is in the body.
fn whole(article: &Article) {
    assert_eq!(article.title.as_deref(), Some(TITLE));
    assert!(article.lead.as_deref().unwrap().ends_with(LEAD), "{:?}", article.lead);
    let (first, rest) = article.body.split_once('\n').unwrap();
    assert!(first.ends_with(LEAD), "{first}");
    assert_eq!(rest, TEXT.join("\n"));
}

fn names(article: &Article) -> Vec<&str> {
    article.bylines.iter().map(|byline| byline.name.as_str()).collect()
}

fn date(article: &Article) -> String {
    article.published.as_ref().unwrap().iso.to_string()
}

#[test]
fn publishers_marks_name_the_parts() {
    let markup = page(
        "<title>Nghị quyết về bản</title><meta name='author' content='baomau.example'>",
        &format!(
            "<h1 data-role='title'>{TITLE}</h1><div data-role='author'>Lò Thị Mẫu</div>\
             <div data-role='publishdate'>05/04/2024 09:27 GMT+7</div><h2 data-role='sapo'>(BM) - {LEAD}</h2>\
             <div data-role='content'>{}<div type='Photo'><img src='a'><div class='PhotoCMS_Caption'>Đường mới ở Nà Lướt</div></div>\
             <div class='VCSortableInPreviewMode' type='RelatedOneNews'><a href='/k'>{}</a></div></div>",
            paragraphs("p"),
            OTHERS[0]
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
    assert_eq!(article.captions, ["Đường mới ở Nà Lướt"]);
}

#[test]
fn a_cms_of_newspapers_is_known_by_its_classes() {
    let markup = page(
        &format!(
            "<title>{TITLE} | Báo Suối Mây</title><link rel='canonical' href='https://baosuoimay.example/a-1.html'>"
        ),
        &format!(
            "<div class='breadcrumb'><a href='/'>Trang chủ</a><a href='/x'>Xây dựng Đảng</a></div>\
             <h1 class='article__title cms-title'>{TITLE}</h1><div class='article__author'>Lò Thị Mẫu</div>\
             <time class='time' datetime='2024-04-05T09:27:00+0700'>Thứ Sáu, 05/04/2024 - 09:27</time>\
             <div class='article__sapo cms-desc'>{LEAD}</div><div class='article__body cms-body'>{}\
             <div class='article-relate'><ul>{}</ul></div></div><div class='article__tag'><a href='/t'>dân vận khéo</a></div>",
            paragraphs("p"),
            links()
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(article.section, ["Xây dựng Đảng"]);
    assert_eq!(article.tags, ["dân vận khéo"]);
    assert_eq!(article.outlet.unwrap().id.as_str(), "baosuoimay");
    assert_eq!(article.url.as_deref(), Some("https://baosuoimay.example/a-1.html"));
}

#[test]
fn a_blog_system_says_its_account_is_the_author_and_its_time_is_utc() {
    let graph = format!(
        r#"<script type="application/ld+json">{{"@graph":[{{"@type":"Article","headline":"{TITLE}","datePublished":"2024-04-05T02:27:00+00:00","author":{{"@id":"/p/1"}}}},{{"@type":"Person","@id":"/p/1","name":"admin"}},{{"@type":"BreadcrumbList","itemListElement":[{{"@type":"ListItem","name":"Home"}},{{"@type":"ListItem","name":"Tin cơ sở"}},{{"@type":"ListItem","name":"{TITLE}"}}]}}]}}</script>"#
    );
    let markup = page(
        &graph,
        &format!(
            "<article class='post category-share'><h1 class='entry-title'>{TITLE}</h1><span class='posted-on'>05/04/2024</span>\
             <div class='entry-content'><p><strong>{LEAD}</strong></p>{}<p style='text-align:right'><strong>Lò Thị Mẫu</strong></p>\
             <div class='sharedaddy'>Chia sẻ</div></div></article>",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
    assert_eq!(article.section, ["Tin cơ sở"]);
}

#[test]
fn a_time_called_utc_that_the_page_prints_as_local_is_local() {
    let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-04-05T09:27:00Z"}</script>"#;
    let shown = |time: &str| {
        let body = format!(
            "<h1>{TITLE}</h1><div class='date'>05/04/2024 {time}</div><p>{LEAD}</p>{}",
            paragraphs("p")
        );
        date(&read(&page(linked, &body)))
    };
    assert_eq!(shown("09:27"), "2024-04-05T09:27:00+07:00");
    assert_eq!(shown("16:27"), "2024-04-05T16:27:00+07:00");
    assert_eq!(shown(""), "2024-04-05T16:27:00+07:00");
}

#[test]
fn a_portal_of_portlets_is_read() {
    let markup = page(
        &format!("<title>{TITLE} - Cổng thông tin điện tử huyện Mây</title>"),
        &format!(
            "<div class='portlet-body'><div class='title-detail-x'><h3>{TITLE}</h3></div><span>09:27, ngày 05-04-2024</span>\
             <div class='journal-content-article'><p><i>{LEAD}</i></p>{}</div></div>\
             <div class='journal-content-article'><p>Cơ quan chủ quản: Ủy ban nhân dân huyện. Ghi rõ nguồn khi phát hành lại thông tin.</p></div>",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
}

#[test]
fn microdata_is_read() {
    let markup = page(
        "",
        &format!(
            "<div itemscope itemtype='http://schema.org/NewsArticle'><meta itemprop='datePublished' content='2024-04-05T09:27:00+07:00'>\
             <meta itemprop='dateModified' content='2024-05-01T00:00:00+07:00'><h2 itemprop='headline'>{TITLE}</h2>\
             <p>Tác giả: <span itemprop='author'>Lò Thị Mẫu</span></p><div itemprop='description'>{LEAD}</div>\
             <div itemprop='articleBody'>{}</div></div>",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
}

#[test]
fn an_old_page_of_tables_is_read() {
    let markup = format!(
        "<html><head><title>Báo Suối Mây điện tử - {TITLE}</title></head><body><table><tr><td><table>{}</table></td><td><table>\
         <tr><td><font size=1>Thứ Sáu, 05/04/2024, 09:27 [GMT+7]</font></td></tr><tr><td><font size=4><b>{TITLE}</b></font></td></tr>\
         <tr><td><b>{LEAD}</b></td></tr><tr><td><font>{}<br><div align=right><b>Lò Thị Mẫu</b></div></font></td></tr>\
         <tr><td><b>Các tin khác:</b></td></tr>{}</table></td></tr></table></body></html>",
        OTHERS.map(|t| format!("<tr><td><a href=x>{t}</a></td></tr>")).concat(),
        TEXT.join("<br><br>"),
        OTHERS.map(|t| format!("<tr><td>- <a href=x>{t}</a> (01/04)</td></tr>")).concat(),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
}

#[test]
fn a_page_without_any_mark_is_read_by_its_text() {
    let markup = page(
        &format!("<title>{TITLE}</title>"),
        &format!(
            "<div><p>{TITLE}</p><p>05/04/2024 09:27</p><p>{LEAD}</p>{}<p>Lò Thị Mẫu</p></div>",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
}

#[test]
fn a_page_for_telephones_points_at_the_whole_one() {
    let markup = page(
        &format!(
            "<title>{TITLE}</title><link rel=canonical href='https://baomau.example/tin/7.html'>"
        ),
        &format!(
            "<amp-sidebar hidden>Trình đơn</amp-sidebar><article><h1 class='amp-wp-title'>{TITLE}</h1><time datetime='2024-04-05T09:27:00+07:00'>05/04/2024</time>\
             <div class='amp-wp-article-content'><p>{LEAD}</p>{}<amp-ad>Quảng cáo</amp-ad></div></article>",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    whole(&article);
    assert_eq!(article.url.as_deref(), Some("https://baomau.example/tin/7.html"));
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
}

#[test]
fn a_gallery_keeps_its_captions_out_of_the_text() {
    let pictures = TEXT
        .map(|text| format!("<figure><img src=a><figcaption>{text}</figcaption></figure>"))
        .concat();
    let markup = page(
        "",
        &format!(
            "<h1>{TITLE}</h1><div data-role=sapo>{LEAD}</div><div data-role=content>{pictures}</div>"
        ),
    );
    let article = read(&markup);
    assert_eq!(article.body, LEAD);
    assert_eq!(article.captions, TEXT);
}

#[test]
fn an_interview_has_questions_and_answers() {
    let markup = page(
        "",
        &format!(
            "<h1>{TITLE}</h1><div itemprop=articleBody><p>{LEAD}</p><p><b>PV: Xã bắt đầu từ việc nào, thưa ông?</b></p><p>{}</p>\
             <p><b>PV: Việc gì là khó nhất khi làm đường, thưa ông?</b></p><p>{}</p><p>Trân trọng cảm ơn ông!</p></div>",
            TEXT[0], TEXT[1]
        ),
    );
    let roles: Vec<LineRole> = read(&markup).lines.iter().map(|line| line.role).collect();
    let (asked, said) = (LineRole::Question, LineRole::Answer);
    assert_eq!(roles[..2], [LineRole::Title, LineRole::Lead]);
    assert_eq!(roles[2..7], [asked, said, asked, said, LineRole::Body]);
}

#[test]
fn broken_json_and_entities_escaped_twice_are_mended() {
    let linked = "<script type='application/ld+json'>{\"@type\":[\"NewsArticle\"], \"headline\":\"X&#227; &amp;#272;\u{e0}\n n\", \"author\":[\"L&#242; Thị Mẫu\",], \"datePublished\":\"2024-04-05T09:27:11.000 +07:00\",}</script>";
    let article = read(&page(linked, &format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}", paragraphs("p"))));
    assert_eq!(names(&article), ["Lò Thị Mẫu"]);
    assert_eq!(date(&article), "2024-04-05T09:27:11+07:00");
}

#[test]
fn the_outlet_is_no_author() {
    for author in
        ["Báo Suối Mây", "baomau.example", "https://www.facebook.com/baomau", "admin", "Nhân Dân"]
    {
        let head = format!(
            "<meta name='author' content='{author}'><meta property='og:site_name' content='Báo Suối Mây'>\
             <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":{{\"@type\":\"Person\",\"name\":\"{author}\"}}}}</script>"
        );
        let article =
            read(&page(&head, &format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}", paragraphs("p"))));
        assert_eq!(names(&article), [""; 0], "{author}");
    }
}

#[test]
fn a_browsers_note_gives_the_address() {
    let markup = page(
        &format!(
            "<!-- saved from url=(0043)https://baosuoimay.example/xa-hoi/tin-8.html --><title>{TITLE}</title>"
        ),
        &format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}", paragraphs("p")),
    );
    let article = read(&markup);
    assert_eq!(article.url.as_deref(), Some("https://baosuoimay.example/xa-hoi/tin-8.html"));
    assert_eq!(article.outlet.unwrap().id.as_str(), "baosuoimay");
}

#[test]
fn the_clock_at_the_top_and_dates_in_captions_are_not_the_date() {
    let menu = "<div>Thứ Hai, 01/06/2026</div>".to_owned() + &"<p>Mục</p>".repeat(12);
    let body = format!(
        "{menu}<h1>{TITLE}</h1><p>{LEAD}</p><img src=a><p><i>Con đường ngày 20/3/2024</i></p>{}",
        paragraphs("p")
    );
    assert_eq!(read(&page("", &body)).published, None);
}

#[test]
fn a_list_of_articles_holds_no_article() {
    let cards = cards().repeat(12);
    let error = try_read(&page("<title>Chính trị | Báo Suối Mây</title>", &cards)).unwrap_err();
    assert!(error.to_string().contains("holds no article"), "{error}");
}

#[test]
fn pages_without_text_hold_no_article() {
    for markup in
        ["", "<html></html>", "<script>var a = 'Một câu dài trong mã lệnh.';</script>", "<!--x-->"]
    {
        let error = try_read(markup).unwrap_err();
        assert!(error.to_string().contains("holds no"), "{markup}: {error}");
    }
}

#[test]
fn every_value_says_where_it_was_read() {
    let markup = page(
        "<link rel=canonical href='https://baomau.example/a/1'>",
        &format!(
            "<div class=breadcrumb><a href='/a'>Đời sống</a></div><h1>{TITLE}</h1><p>{LEAD}</p>{}",
            paragraphs("p")
        ),
    );
    let article = read(&markup);
    for name in ["title", "lead", "url", "section"] {
        assert!(article.provenance[name].raw.is_some(), "{name}");
    }
    let roles: Vec<LineRole> = article.lines.iter().map(|line| line.role).collect();
    assert_eq!(roles[..3], [LineRole::Title, LineRole::Lead, LineRole::Body]);
}

#[test]
fn the_last_paragraph_below_a_box_of_links_is_the_articles() {
    let last =
        "Kho mới ở đầu dốc đã lợp xong mái, giếng làng được nạo vét, bà con lại gánh nước ăn.";
    let markup = format!(
        "<h1>Ba lần trải chiếu giữa sân kho</h1><div class='content'>{}<div class='related'><ul>\
         <li><a href='/a'>Xóm bên làm lại cầu treo sau mùa lũ</a></li></ul></div><p>{last}</p></div>",
        paragraphs("p")
    );
    assert!(read(&markup).body.ends_with(last));
}

/// The lines of the invented article that a page of nothing else and much rubbish must give.
fn text_is_found(markup: &str) {
    let start: String = markup.chars().take(60).collect();
    let article = try_read(markup).unwrap_or_else(|error| panic!("{start}: {error}"));
    // A first line may be read as the lead.
    let lead = article.lead.unwrap_or_default();
    for line in TEXT {
        assert!(article.body.contains(line) || lead == line, "{start}: {line}");
    }
}

// The sizes below take minutes or gigabytes where a step is quadratic, and an instant where none is.

#[test]
fn hostile_pages_are_read_to_their_end() {
    let text = paragraphs("p");
    let pages = [
        "<b><i><u>".repeat(30_000) + &text,
        "<table><tr><td>".repeat(30_000) + &text,
        "<p".repeat(100_000) + &text,
        format!("<script type='application/ld+json'>{}</script>{text}", "[".repeat(100_000)),
        "<li><a href=x>Tin</a>".repeat(10_000) + &text,
        "<template>".repeat(100_000) + &text,
    ];
    for markup in pages {
        text_is_found(&markup);
    }
    let error = try_read(&("<!--".repeat(100_000) + &text)).unwrap_err();
    assert!(error.to_string().contains("the page has no text"), "{error}");
}

#[test]
fn end_tags_of_what_is_not_open_hide_no_nesting() {
    let text = paragraphs("p");
    let many = 100_000;
    let ends = "</x>".repeat(many);
    for name in ["path", "rect", "use", "track", "g"] {
        let markup = format!("<svg>{}{ends}</svg>{text}", format!("<{name}>").repeat(many));
        text_is_found(&markup);
    }
    text_is_found(&("<div></x>".repeat(many) + &text));
    text_is_found(&("<div><table><td></div>".repeat(many) + &text));
    text_is_found(&("<li><dd>".repeat(many) + &text));
    text_is_found(&(format!("<math>{}{ends}", "<mi>".repeat(many)) + &text));
}

#[test]
fn formats_left_open_are_not_copied_into_each_paragraph() {
    let fonts = (0..400).fold(String::new(), |all, i| all + &format!("<font size={i} color=x{i}>"));
    let page = format!("<div>{fonts}</div>{}{}", "<p>Xã bên.".repeat(50_000), paragraphs("p"));
    text_is_found(&page);
    let ends = "</b></i>".repeat(100_000);
    // A line feed between the paragraphs would put those behind it into the fonts.
    let text = TEXT.map(|text| format!("<p>{text}</p>")).concat();
    text_is_found(&format!("<div>{fonts}</div>{ends}{text}"));
}

#[test]
fn many_attributes_are_counted_whatever_stands_before_them() {
    let many = (0..60_000).fold(String::new(), |all, i| all + " a" + &i.to_string());
    let text = paragraphs("p");
    for start in [
        "<a",
        "<a x=\">\"",
        "<a x='>'",
        "<a x = '>' y=>b</a><a z='<'",
        "<a \"",
        "<a x=\"y\" =\"",
        "<!-- <a x=\" --><a",
        "<script>a<b x='</script><a",
        "</a",
    ] {
        text_is_found(&format!("<div>{start}{many}></a></div>{text}"));
    }
    let again: String = (0..30_000).map(|i| format!("<body a{i}>")).collect::<Vec<_>>().concat();
    text_is_found(&(again + &text));
}

#[test]
fn a_value_of_many_words_is_one_attribute() {
    let markup = page(
        &format!("<title>{TITLE}</title>"),
        &format!(
            "<div data-x='{}'><h1>{TITLE}</h1><p>{LEAD}</p>{}</div>",
            "a > b ".repeat(50_000),
            paragraphs("p")
        ),
    );
    whole(&read(&markup));
}

#[test]
fn many_headlines_told_and_printed_are_not_all_compared() {
    let told: String = (0..20_000)
        .map(|i| format!("<meta property='og:title' content='{TITLE} {i}'>"))
        .collect::<Vec<_>>()
        .concat();
    let long = format!("<meta name=title content='{}'>", "dài ".repeat(500_000));
    let printed: String = (0..20_000)
        .map(|i| format!("<h1>Một tin khác số {i} ở xã</h1>"))
        .collect::<Vec<_>>()
        .concat();
    let body = format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}{printed}", paragraphs("p"));
    let article = read(&page(&format!("<title>{TITLE}</title>{long}{told}"), &body));
    assert_eq!(article.title.as_deref(), Some(TITLE));
}

#[test]
fn a_headline_of_more_than_a_kilobyte_is_none() {
    let long = "dài dòng ".repeat(200);
    let head = format!("<title>{long}</title><meta property='og:title' content='{long}'>");
    let body = format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}", paragraphs("p"));
    assert_eq!(read(&page(&head, &body)).title.as_deref(), Some(TITLE));
}

#[test]
fn many_leads_told_and_printed_are_not_all_compared() {
    let told: String = (0..5_000)
        .map(|i| format!("<meta name=description content='{LEAD} {i}'>"))
        .collect::<Vec<_>>()
        .concat();
    let long = format!("<meta name='og:description' content='{}'>", "dài ".repeat(200_000));
    let printed = format!("<p class='sapo'>{}</p>", OTHERS[0]).repeat(20_000);
    let body = format!(
        "<h1>{TITLE}</h1><h2 class='sapo'>{LEAD}</h2>{printed}<div class='cms-body'>{}</div>",
        paragraphs("p")
    );
    let article = read(&page(&format!("{long}{told}"), &body));
    assert!(article.lead.as_deref().is_some_and(|lead| lead.ends_with(LEAD)), "{:?}", article.lead);
}

#[test]
fn many_authors_told_and_printed_are_not_all_compared() {
    let name = |i: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        format!("Lò Thị M{}{}{}", letter(i), letter(i / 26), letter(i / 676))
    };
    let told: String = (0..30_000)
        .map(|i| format!("<meta name=author content='{}'>", name(i)))
        .collect::<Vec<_>>()
        .concat();
    let list: Vec<String> = (0..30_000).map(|i| format!("\"{}\"", name(i))).collect();
    let linked = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":[{}]}}</script>",
        list.join(",")
    );
    let body = format!("<h1>{TITLE}</h1><p>{LEAD}</p>{}", paragraphs("p"));
    for head in [told, linked] {
        let article = read(&page(&head, &body));
        assert!((1..=50).contains(&article.bylines.len()), "{}", article.bylines.len());
        assert_eq!(article.bylines[0].name, name(0));
    }
}

#[test]
fn many_dates_marked_and_printed_are_not_all_compared() {
    let dates = "<div class=date>05/04/2024 09:27</div>".repeat(30_000);
    let body = format!("<h1>{TITLE}</h1>{dates}<p>{LEAD}</p>{}", paragraphs("p"));
    assert_eq!(date(&read(&page("", &body))), "2024-04-05T09:27:00+07:00");
}

#[test]
fn many_tags_are_not_all_compared() {
    let tags: String =
        (0..50_000).map(|i| format!("<a href=x>nhãn số {i}</a>")).collect::<Vec<_>>().concat();
    let body = format!(
        "<h1>{TITLE}</h1><p>{LEAD}</p>{}<div class='article__tag'>{tags}</div>",
        paragraphs("p")
    );
    assert_eq!(read(&page("", &body)).tags, [""; 0]);
}

#[test]
fn a_date_that_cannot_be_one_of_publication_is_refused_with_the_reason() {
    let linked = |date: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{date}"}}</script>"#
        )
    };
    let head = |date: &str| format!("<meta property='article:published_time' content='{date}'>");
    let body = |date: &str| {
        format!("<h1>{TITLE}</h1><div class='date'>{date}</div><p>{LEAD}</p>{}", paragraphs("p"))
    };
    let cases = [
        ("2031-04-05T09:27:00+07:00", "05/04/2031 09:27", "lies in the future"),
        ("1930-02-03T00:00:00+07:00", "03/02/1930", "lies before 1998"),
        ("2024-02-31T09:27:00+07:00", "31/02/2024", "is no day"),
        ("0000-00-00 00:00:00", "00/00/2024", "is no day"),
    ];
    for (told, printed, reason) in cases {
        for (markup, raw) in [
            (page(&linked(told), &body("")), told),
            (page(&head(told), &body("")), told),
            (page("", &body(printed)), printed),
        ] {
            let article = read(&markup);
            assert_eq!(article.published, None, "{raw}");
            let [refusal] = article.refused.as_slice() else {
                panic!("{raw}: {:?}", article.refused)
            };
            assert_eq!(refusal.field, "published");
            assert!(raw.starts_with(&refusal.raw) && !refusal.raw.is_empty(), "{refusal:?}");
            assert!(refusal.reason.starts_with(reason), "{raw}: {}", refusal.reason);
        }
    }
    let article = read(&page(&head("2031-04-05"), &body("05/04/2024 09:27")));
    assert_eq!(date(&article), "2024-04-05T09:27:00+07:00");
    assert_eq!(article.refused.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,300}") {
        let _ = try_read(&text);
    }

    #[test]
    fn any_tags_are_read_or_refused(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<div class='cms-body'>", "</div>", "<p>", "</p>", "<h1>", "<a href=x>", "</a>", "<table><tr><td>",
                "<br>", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",", "</script>", "&#0;", "&amp;#x110;",
                "<time datetime='2024-04-05'>", "Đảng ủy xã họp. ", "05/04/2024", "<meta name=author content='A B'>", "<title>", "\u{300}",
            ]),
            0..60,
        )
    ) {
        let _ = try_read(&parts.concat());
    }
}
