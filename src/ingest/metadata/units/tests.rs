//! Units read from passages: real places, invented people, communes and companies.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::read;
use crate::article::{
    Article, ArticleId, Evidence, Format, LineRole, Method, Origin, Published, Unit, UnitRole,
};
use crate::catalog::Catalog;
use crate::date::day;
use crate::ingest::{Context, Passage};

thread_local!(static CATALOG: Catalog = Catalog::embedded());

fn article(published: Option<&str>) -> Article {
    let evidence = Evidence::field("date");
    let published = published.map(|iso| {
        let iso: crate::date::Timestamp = iso.parse().unwrap();
        Published { iso, precision: iso.precision(), evidence }
    });
    let source =
        Origin { path: "-".into(), format: Format::Text, encoding: "utf-8".into(), record: None };
    Article { published, ..Article::blank(ArticleId::from_hash(1), source) }
}

fn units(published: &str, texts: &[(LineRole, &str)]) -> Vec<Unit> {
    let passages: Vec<Passage> = (1..)
        .zip(texts)
        .map(|(line, (role, text))| Passage { line, role: *role, text: (*text).to_owned() })
        .collect();
    CATALOG.with(|catalog| {
        let context = Context { catalog, today: day(2026, 8, 1).unwrap() };
        read(&article(Some(published)), &passages, context)
    })
}

fn keys(published: &str, text: &str) -> Vec<String> {
    let mut keys: Vec<String> =
        units(published, &[(LineRole::Body, text)]).iter().map(|u| u.key.to_string()).collect();
    keys.sort();
    keys
}

fn one(published: &str, text: &str, key: &str) {
    assert_eq!(keys(published, text), [key], "{text}");
}

fn none(published: &str, text: &str) {
    assert_eq!(keys(published, text), [""; 0], "{text}");
}

#[test]
fn spellings_that_are_one_in_canonical_form_are_one_place() {
    one("2021-03-01", "Thành ủy Quy Nhơn họp.", "vn/binh-dinh/quy-nhon");
    one("2021-03-01", "Thành ủy Qui Nhơn họp.", "vn/binh-dinh/quy-nhon");
    one("2025-09-01", "Tỉnh ủy Bà Rịa - Vũng Tàu cũ họp.", "vn/ba-ria-vung-tau");
    one("2025-09-01", "Thành ủy TP.HCM họp.", "vn/ho-chi-minh@2025");
}

#[test]
fn delegates_are_no_committee() {
    none("2021-03-01", "ĐB Bến Tre và ĐB HĐND TP Hà Nội phát biểu.");
    none("2021-03-01", "Một số ĐB, Giám đốc Sở Y tế tỉnh Bến Tre phát biểu.");
    one("2021-03-01", "BCH ĐB Khối các cơ quan tỉnh Sơn La họp.", "vn/son-la/khoi-cac-co-quan");
}

#[test]
fn what_looks_like_a_central_body_is_none() {
    none("2021-03-01", "Đội ngũ cán bộ chính trị toàn quân học tập.");
    none("2021-03-01", "Theo quyết định số 99/QĐ-BCT ngày 1/2, giá giảm.");
    none("2021-03-01", "Ban Bí thư T.Ư Đoàn và BCH Trung ương Hội Nông dân Việt Nam họp.");
    none("2021-03-01", "Khoa Nhi, Bệnh viện Trung ương đang chữa cho hai em.");
    none("2021-03-01", "Ông B, Ủy viên Thường vụ Bộ Chính trị, sang thăm.");
    none("2021-03-01", "Trưởng Văn phòng Tư vấn nói.");
    one("2021-03-01", "Bộ Chính trị họp.", "vn/tw#bct");
}

#[test]
fn a_delegation_is_not_what_sent_it() {
    let found = units(
        "2021-03-01",
        &[
            (LineRole::Title, "Đoàn công tác của Bộ Chính trị làm việc tại Cà Mau"),
            (LineRole::Lead, "Đoàn công tác của Bộ Chính trị làm việc với Tỉnh ủy Cà Mau."),
            (LineRole::Body, "Đoàn kiểm tra của Bộ Chính trị ghi nhận. Tỉnh ủy Cà Mau tiếp thu."),
        ],
    );
    let primary = found.iter().find(|unit| unit.role == UnitRole::Primary).unwrap();
    assert_eq!(primary.key.as_str(), "vn/ca-mau");
}

#[test]
fn cells_of_bodies_stand_under_their_committee() {
    let found = keys(
        "2021-03-01",
        "Đảng ủy Sở Y tế tỉnh Sơn La họp. Chi bộ Ban Chính sách pháp luật và các chi bộ khác dự.",
    );
    let office = "vn/son-la/khoi-cac-co-quan/so-y-te";
    assert_eq!(found, [office.to_owned(), format!("{office}/ban-chinh-sach-phap-luat")]);
    let found = keys(
        "2021-03-01",
        "Huyện ủy Chư Sê, tỉnh Gia Lai họp. Chi bộ Phòng Tham mưu, Đảng ủy Công an tỉnh Gia Lai dự.",
    );
    assert!(found.contains(&"vn/gia-lai/cong-an-tinh/phong-tham-muu".to_owned()), "{found:?}");
}

#[test]
fn what_cannot_be_placed_hangs_under_the_nearest_above_and_says_so() {
    let found = |text| units("2021-03-01", &[(LineRole::Body, text)]);
    let company = found("Đảng ủy Công ty Cổ phần Mây Biếc họp.");
    assert_eq!(company[0].key.as_str(), "vn/cong-ty-co-phan-may-biec");
    assert!(company[0].unplaced);
    let placed = found("Ngày 1/2, tại Sơn La, Đảng ủy Công ty Cổ phần Mây Biếc họp.");
    assert_eq!(placed[0].key.as_str(), "vn/son-la/khoi-doanh-nghiep/cong-ty-co-phan-may-biec");
    assert!(!placed[0].unplaced);
    let commune = found("Tỉnh ủy Sơn La họp. Đảng ủy xã Mây Biếc dự.");
    let commune = commune.iter().find(|unit| unit.key.as_str() == "vn/son-la/may-biec").unwrap();
    assert!(commune.unplaced);
}

#[test]
fn of_several_communes_of_one_name_the_province_is_certain() {
    let found = units("2021-03-01", &[(LineRole::Body, "TP.HCM: Đảng ủy phường Tân Phú họp.")]);
    assert_eq!(found[0].key.as_str(), "vn/ho-chi-minh/phuong-tan-phu");
    assert!(found[0].unplaced);
}

#[test]
fn a_council_or_a_front_of_a_commune_speaks_for_its_committee() {
    let commune = "vn/gia-lai/chu-se/dun";
    let text = "Đảng ủy HĐND xã Dun, huyện Chư Sê, tỉnh Gia Lai họp.";
    assert!(
        keys("2021-03-01", text).contains(&commune.to_owned()),
        "{:?}",
        keys("2021-03-01", text)
    );
    let text = "Ủy viên Đảng ủy, Chủ tịch UBMTTQ xã Dun, huyện Chư Sê, tỉnh Gia Lai dự.";
    one("2021-03-01", text, commune);
    none("2021-03-01", "Bí thư Đảng ủy, Chủ tịch UBND của 34 xã trong tỉnh Gia Lai dự.");
}

#[test]
fn provinces_of_long_ago_are_found_beside_others() {
    let text = "Năm 1990, ông là Bí thư Tỉnh ủy Hà Bắc. Tỉnh ủy Bắc Giang ghi nhớ.";
    assert_eq!(keys("2021-03-01", text), ["vn/bac-giang", "vn/ha-bac"]);
    none("2021-03-01", "Tỉnh ủy Sơn Tây (Trung Quốc) điều tra.");
    none("2021-03-01", "Đồng bằng sông Cửu Long và ông Minh Hải.");
}

#[test]
fn the_office_of_an_organ_is_the_organ() {
    one("2021-03-01", "Văn phòng Ban Dân vận Tỉnh ủy Sơn La họp.", "vn/son-la#bdv");
}

#[test]
fn a_body_named_after_a_district_of_the_article_lies_there() {
    let text = "Huyện Thường Xuân, tỉnh Thanh Hóa: Đảng ủy Bệnh viện đa khoa Thường Xuân họp.";
    one("2021-03-01", text, "vn/thanh-hoa/thuong-xuan/benh-vien-da-khoa");
}

#[test]
fn committees_of_places() {
    one("2021-03-01", "Tỉnh ủy Sơn La họp.", "vn/son-la");
    one("2021-03-01", "ban Thường vụ Huyện uỷ Chư Sê, tỉnh Gia Lai họp.", "vn/gia-lai/chu-se");
    one("2021-03-01", "BTV Thành ủy TP.HCM họp.", "vn/ho-chi-minh");
    one("2021-03-01", "Thành ủy Thành phố Hồ Chí Minh họp.", "vn/ho-chi-minh");
    one("2021-03-01", "Đảng bộ và nhân dân tỉnh Lai Châu vui mừng.", "vn/lai-chau");
    one("2021-03-01", "ĐẢNG BỘ TỈNH LAI CHÂU", "vn/lai-chau");
    one("2019-05-02", "Tỉnh ủy Thừa Thiên - Huế họp.", "vn/thua-thien-hue");
    one("2025-02-02", "Thành ủy Huế họp.", "vn/hue");
}

#[test]
fn the_day_of_publication_chooses_the_province() {
    one("2025-06-30", "Tỉnh ủy An Giang họp.", "vn/an-giang");
    one("2025-07-01", "Tỉnh ủy An Giang họp.", "vn/an-giang@2025");
    one("2025-09-01", "Đảng ủy phường Đống Đa, thành phố Hà Nội họp.", "vn/ha-noi/dong-da@2025");
    one("2024-09-01", "Quận ủy Đống Đa, Hà Nội họp.", "vn/ha-noi/dong-da");
}

#[test]
fn the_centre_in_its_spellings() {
    for centre in ["Trung ương", "trung ương", "TW", "TƯ", "T.Ư", "Trung ương Đảng"] {
        one("2021-03-01", &format!("Ủy ban Kiểm tra {centre} họp."), "vn/tw#ubkt");
    }
    one("2021-03-01", "Đảng ủy Khối doanh nghiệp trung ương họp.", "vn/tw/khoi-doanh-nghiep");
    one("2025-03-01", "Đảng ủy MTTQ, các đoàn thể T.Ư họp.", "vn/tw/mttq-cac-doan-the");
}

#[test]
fn agencies_stand_under_their_khoi_until_2025() {
    let text = "Đảng bộ Sở Xây dựng tỉnh Sơn La họp.";
    one("2021-03-01", text, "vn/son-la/khoi-cac-co-quan/so-xay-dung");
    one("2025-03-01", text, "vn/son-la/ubnd-tinh/so-xay-dung");
    one("2021-03-01", "Đảng ủy Công an tỉnh Sơn La họp.", "vn/son-la/cong-an-tinh");
    one(
        "2021-03-01",
        "Đảng bộ VKSND tỉnh Sơn La họp.",
        "vn/son-la/khoi-cac-co-quan/vien-kiem-sat-nhan-dan-tinh",
    );
    one(
        "2021-03-01",
        "Đảng ủy Cơ quan LĐLĐ tỉnh Sơn La họp.",
        "vn/son-la/khoi-cac-co-quan/co-quan-ldld",
    );
    one("2021-03-01", "Ban cán sự đảng UBND tỉnh Sơn La họp.", "vn/son-la/ubnd-tinh#ban-can-su");
    one("2021-03-01", "Đảng đoàn Hội Nông dân Việt Nam họp.", "vn/tw/hoi-nong-dan#dang-doan");
}

#[test]
fn organs_have_keys_of_their_own() {
    one("2021-03-01", "Ban Tổ chức Tỉnh ủy Sơn La báo cáo.", "vn/son-la#bto");
    one(
        "2021-03-01",
        "Ủy ban Kiểm tra (UBKT) Tỉnh ủy Sơn La kết luận; UBKT đề nghị.",
        "vn/son-la#ubkt",
    );
    one(
        "2021-03-01",
        "Phó trưởng Ban Tuyên giáo Quận ủy Đống Đa, Hà Nội.",
        "vn/ha-noi/dong-da#btg",
    );
}

#[test]
fn slips_are_read_through_the_fallbacks() {
    one("2021-03-01", "Đảng uy Khối các cơ quan tỉnh Sơn La họp.", "vn/son-la/khoi-cac-co-quan");
    one("2021-03-01", "Đảng ủy Khối các cơ quạn tỉnh Sơn La họp.", "vn/son-la/khoi-cac-co-quan");
    one("2021-03-01", "Đảng ủy Khối các cơ qusn tỉnh Sơn La họp.", "vn/son-la/khoi-cac-co-quan");
    assert!(keys("2021-03-01", "Đang bố trí cán bộ tỉnh Sơn La.").is_empty());
}

#[test]
fn short_forms_mean_the_one_full_name() {
    let text = "Đảng ủy Khối các cơ quan tỉnh Sơn La họp. Ban Thường vụ Đảng ủy Khối kết luận. ĐUK yêu cầu.";
    let units = units("2021-03-01", &[(LineRole::Body, text)]);
    assert_eq!(units.len(), 1);
    assert_eq!(
        units[0].mentions,
        ["Đảng ủy Khối các cơ quan tỉnh Sơn La", "Ban Thường vụ Đảng ủy Khối", "ĐUK"]
    );
    assert!(keys("2021-03-01", "Đảng ủy Khối họp.").is_empty());
    let two = "Đảng ủy Khối các cơ quan tỉnh Sơn La và Đảng ủy Khối doanh nghiệp tỉnh Sơn La họp. Đảng ủy Khối kết luận.";
    assert_eq!(keys("2021-03-01", two).len(), 2);
}

#[test]
fn a_level_word_alone_means_the_nearest_place() {
    let text = "UBND xã Mai Lâm, huyện Đông Anh, Hà Nội họp. Đảng ủy xã và Huyện ủy dự.";
    assert_eq!(keys("2021-03-01", text), ["vn/ha-noi/dong-anh", "vn/ha-noi/dong-anh/mai-lam"]);
    let list = "Sơn La: Ngày 1/3, Tỉnh ủy họp. Lai Châu: Ngày 2/3, Tỉnh ủy họp.";
    assert_eq!(keys("2021-03-01", list), ["vn/lai-chau", "vn/son-la"]);
    let shared = "Lai Châu họp. Ban Thường vụ Tỉnh ủy và Ủy ban Kiểm tra Tỉnh ủy Sơn La dự.";
    assert_eq!(keys("2021-03-01", shared), ["vn/son-la", "vn/son-la#ubkt"]);
}

#[test]
fn a_commune_the_lists_lack_stands_under_its_district() {
    let text = "Đảng ủy xã Mây Biếc, huyện Đông Anh, Hà Nội họp.";
    one("2021-03-01", text, "vn/ha-noi/dong-anh/may-biec");
}

#[test]
fn common_nouns_are_no_units() {
    for text in [
        "Các quận, huyện, thị ủy và các đảng ủy trực thuộc ở tỉnh Sơn La họp.",
        "Cấp ủy, chi bộ, đảng ủy cơ sở, đảng bộ bộ phận và khối thi đua.",
        "Ủy ban kiểm tra các cấp; ủy ban kiểm tra đảng ủy cơ sở.",
        "Ông A, Ủy viên Bộ Chính trị, Ủy viên Trung ương Đảng, Tỉnh ủy viên tỉnh Sơn La.",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    ] {
        assert!(keys("2021-03-01", text).is_empty(), "{text}: {:?}", keys("2021-03-01", text));
    }
}

#[test]
fn the_primary_unit_leads_and_others_are_above_or_before_it() {
    use LineRole::{Body, Lead, Title};
    let units = units(
        "2021-03-01",
        &[
            (Title, "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Sơn La tổng kết năm"),
            (Lead, "Bí thư Tỉnh ủy Sơn La dự hội nghị."),
            (
                Body,
                "Đảng bộ được thành lập trên cơ sở hợp nhất Đảng bộ Khối các cơ quan tỉnh và Đảng bộ Khối doanh nghiệp tỉnh.",
            ),
            (Body, "Đảng ủy Khối đã làm tốt."),
        ],
    );
    let role = |key: &str| units.iter().find(|u| u.key.as_str() == key).map(|u| u.role);
    assert_eq!(role("vn/son-la/khoi-co-quan-va-doanh-nghiep"), Some(UnitRole::Primary));
    assert_eq!(role("vn/son-la"), Some(UnitRole::Superior));
    assert_eq!(role("vn/son-la/khoi-cac-co-quan"), Some(UnitRole::Predecessor));
    assert_eq!(role("vn/son-la/khoi-doanh-nghiep"), Some(UnitRole::Predecessor));
    assert_eq!(units[0].lines, [1, 4]);
}

#[test]
fn a_former_title_is_not_what_the_article_is_about() {
    use LineRole::{Body, Title};
    let units = units(
        "2021-03-01",
        &[
            (Title, "Ủy ban Kiểm tra Tỉnh ủy Sơn La kỷ luật nguyên Bí thư Huyện ủy Mai Sơn"),
            (Body, "Ông Trần Văn Mẫu, nguyên Bí thư Huyện ủy Mai Sơn, bị khiển trách."),
        ],
    );
    assert_eq!((units[0].key.as_str(), units[0].role), ("vn/son-la#ubkt", UnitRole::Primary));
    assert_eq!(units[1].role, UnitRole::Mentioned);
}

/// A merger named further up in the sentence once took the weight of a unit that it did not concern.
#[test]
fn a_merger_of_others_leaves_a_unit_its_weight() {
    let text = "Sau sáp nhập xã, Ủy ban Kiểm tra Tỉnh ủy Sơn La yêu cầu rà soát.";
    assert_eq!(units("2021-03-01", &[(LineRole::Lead, text)])[0].role, UnitRole::Primary);
}

#[test]
fn state_bodies_beside_a_committee_leave_it_its_place() {
    one("2021-03-01", "Tỉnh ủy, HĐND, UBND tỉnh Sơn La họp.", "vn/son-la");
    one(
        "2021-03-01",
        "Đảng ủy - HĐND - UBND phường 5, thành phố Cà Mau họp.",
        "vn/ca-mau/ca-mau/phuong-5",
    );
    one("2021-03-01", "Đảng ủy, UBND phường 5, thành phố Cà Mau họp.", "vn/ca-mau/ca-mau/phuong-5");
}

#[test]
fn a_secretary_of_a_place_stands_for_its_committee() {
    one("2021-03-01", "Phó Bí thư Sơn La phát biểu.", "vn/son-la");
    assert!(keys("2021-03-01", "Bí thư Đoàn xã ở Sơn La phát biểu.").is_empty());
}

#[test]
fn a_steering_committee_is_named_after_its_document() {
    let text = "Ban Chỉ đạo Chương trình số 07-CTr/TU của Tỉnh ủy Sơn La họp.";
    assert!(keys("2021-03-01", text).contains(&"vn/son-la#ban-chi-dao-ctr-07".to_owned()));
}

#[test]
fn the_method_says_how_the_key_was_found() {
    let units = units(
        "2021-03-01",
        &[(LineRole::Body, "Tỉnh ủy Sơn La, Đảng ủy Sở Y tế tỉnh Sơn La và Đảng ủy Công an tỉnh.")],
    );
    let method = |key: &str| units.iter().find(|u| u.key.as_str().ends_with(key)).map(|u| u.method);
    assert_eq!(method("vn/son-la"), Some(Method::Catalog));
    assert_eq!(method("so-y-te"), Some(Method::Explicit));
    assert_eq!(method("cong-an-tinh"), Some(Method::Inferred));
}

/// A search for the nearest place that looked through the whole article took minutes for this.
#[test]
fn a_long_text_of_short_forms_is_read_in_linear_time() {
    let text =
        "Tỉnh ủy và Huyện ủy; ĐUK, UBKT, Đảng ủy Khối các cơ quan Trung ương. ".repeat(4_000);
    let start = std::time::Instant::now();
    assert!(!keys("2021-03-01", &text).is_empty());
    assert!(start.elapsed().as_secs() < 20);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        keys("2021-03-01", &text);
    }

    #[test]
    fn no_words_of_the_grammar_panic(words in prop::collection::vec(prop::sample::select(&[
        "Đảng", "ủy", "bộ", "Khối", "các", "cơ", "quan", "Tỉnh", "tỉnh", "TP.", "Hà", "Nội", ",", "(", ")", "Ban", "Thường",
        "vụ", "Chỉ", "đạo", "Chương", "trình", "số", "09-CTr/ĐUK", "ĐUK", "UBKT", "Trung", "ương", "phường", "5", "và", "Việt",
        "Nam", "Sở", "Công", "ty", "Đảng đoàn", "Bí", "thư", "xã", "Quận", "H.", "nguyên", "cũ", "Cơ",
    ][..]), 0..25)) {
        keys("2025-08-01", &words.join(" "));
    }
}

/// A person's name behind a title and a level word was cut and read as a commune's.
#[test]
fn a_person_behind_a_title_is_no_place() {
    let place = "Phường Mây Biếc, tỉnh Lâm Đồng mở cửa. ";
    for person in
        ["Trịnh Hữu Mẫu", "Hoàng Trọng Thử", "Liêng Hót Mẫu", "Đinh Văn Thử", "Châu Thị Kim Mẫu"]
    {
        let text = format!("{place}Bí thư Đảng ủy phường {person} nói.");
        one("2025-09-01", &text, "vn/lam-dong@2025/may-biec");
    }
    let text = "Huyện Mây Biếc (Quảng Trị) họp. Theo Bí thư Huyện ủy Võ Trường Mẫu, việc đã xong.";
    one("2019-05-02", text, "vn/quang-tri/may-biec");
    let both = "Bí thư Huyện ủy Mây Biếc Đỗ Tấn Mẫu nói với báo chí ở Quảng Trị.";
    one("2019-05-02", both, "vn/quang-tri/may-biec");
}

/// A name longer than a known place's was taken for that place, in another province.
#[test]
fn a_longer_name_is_another_place() {
    let text = "Quảng Ngãi: Huyện ủy Sơn Trà Mây Hạ họp.";
    one("2024-06-30", text, "vn/quang-ngai/son-tra-may-ha");
    assert!(keys("2024-06-30", "Huyện ủy Sơn Trà Mây Hạ họp.").is_empty());
    one("2024-06-30", "Quận ủy Sơn Trà, Đà Nẵng họp.", "vn/da-nang/son-tra");
}

#[test]
fn an_unknown_place_stands_where_the_article_puts_it() {
    let text = "Xã Mây Biếc (huyện Trăng Hạ, tỉnh Nghệ An) họp. Đảng ủy xã và Huyện ủy dự.";
    assert_eq!(keys("2015-05-14", text), ["vn/nghe-an/trang-ha", "vn/nghe-an/trang-ha/may-biec"]);
    one("2023-05-14", "Đảng ủy xã miền núi Mây Biếc (Nghệ An) họp.", "vn/nghe-an/may-biec");
    let text = "Đảng ủy xã Mây Biếc họp.";
    let nowhere = units("2023-05-14", &[(LineRole::Body, text)]);
    assert_eq!((nowhere[0].key.as_str(), nowhere[0].unplaced), ("vn/may-biec", true));
}

/// The province named with a place wins over the only known place of that name.
#[test]
fn the_province_named_wins_over_a_namesake() {
    one("2023-05-14", "Huyện ủy Mai Sơn (Cà Mau) họp.", "vn/ca-mau/mai-son");
    one("2023-05-14", "Huyện ủy Mai Sơn, tỉnh Sơn La họp.", "vn/son-la/mai-son");
}

#[test]
fn a_cell_of_a_hamlet_speaks_for_its_commune() {
    let text = "Chi bộ thôn Trăng Non, xã Mây Biếc (huyện Đông Anh, Hà Nội) họp.";
    one("2021-03-01", text, "vn/ha-noi/dong-anh/may-biec");
    assert!(keys("2021-03-01", "Chi bộ thôn Trăng Non họp.").is_empty());
}

#[test]
fn a_list_of_places_is_not_what_a_level_word_means() {
    let text = "Xã Mây Biếc (Cần Thơ) lập từ ba xã Trăng Non, Trăng Già và Đá. Đảng ủy xã họp.";
    one("2025-09-01", text, "vn/can-tho@2025/may-biec");
}

#[test]
fn a_body_may_name_its_place_in_brackets_or_at_its_end() {
    let text = "Đảng ủy Tổng công ty Giấy Mây Biếc (Phú Thọ) họp.";
    one("2022-03-01", text, "vn/phu-tho/khoi-doanh-nghiep/tong-cong-ty-giay-may-biec");
    let text = "Đảng bộ Sở Thủy văn và Đê điều Hà Nội họp.";
    one("2022-03-01", text, "vn/ha-noi/khoi-cac-co-quan/so-thuy-van-va-de-dieu");
    let text = "Đảng ủy Khối Doanh nghiệp nhỏ tỉnh Sơn La họp.";
    one("2022-03-01", text, "vn/son-la/khoi-doanh-nghiep-nho");
}

#[test]
fn another_country_s_party_is_no_unit() {
    assert!(keys("2021-03-01", "Ban Chấp hành Trung ương Đảng Cộng sản Cuba họp.").is_empty());
    one("2021-03-01", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam họp.", "vn/tw");
}

/// What a person was, or is in passing, does not make the article one about that unit.
#[test]
fn a_title_in_passing_is_not_what_the_article_is_about() {
    use LineRole::{Body, Title};
    for title in ["cựu Bí thư Tỉnh ủy Sơn La", "Bí thư Tỉnh ủy Sơn La"] {
        let body = format!("Ông Trần Văn Mẫu, {title}, đến xem.");
        let units = units("2021-03-01", &[(Title, "Hội hoa xuân"), (Body, &body)]);
        assert!(units.iter().all(|unit| unit.role == UnitRole::Mentioned), "{title}");
    }
}

/// `Đảng bộ, chính quyền và nhân dân X` once made every festival one of the committee's.
#[test]
fn the_people_of_a_place_are_not_its_committee() {
    use LineRole::{Body, Title};
    let body = "Đảng bộ, chính quyền và nhân dân tỉnh Sơn La vui mừng.";
    let units = units("2021-03-01", &[(Title, "Hội hoa xuân"), (Body, body)]);
    assert_eq!((units[0].key.as_str(), units[0].role), ("vn/son-la", UnitRole::Mentioned));
}

/// Places in places were read anew for every place of a list; numbers have sixty namesakes.
#[test]
fn hostile_repeats_end() {
    let parts =
        ["1-", "xã 1-", "xã A, huyện B, ", "Bí thư Đảng ủy xã Trần ", "chi bộ thôn A ", "(", "X "];
    for part in parts {
        keys("2021-03-01", &part.repeat(100_000 / part.len()));
    }
}

#[test]
fn a_name_is_the_fullest_form_of_the_unit_itself() {
    let named = |text: &str| {
        let mut all = units("2021-03-01", &[(LineRole::Body, text)]);
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    };
    let cases = [
        (
            "Ban Thường vụ Đảng ủy Khối các cơ quan tỉnh Sơn La họp. Đảng ủy Khối các cơ quan tỉnh Sơn La kết luận.",
            "Đảng ủy Khối các cơ quan tỉnh Sơn La",
        ),
        (
            "Ông A, Phó Bí thư thường trực Đảng uỷ Khối các cơ quan tỉnh Sơn La.",
            "Đảng uỷ Khối các cơ quan tỉnh Sơn La",
        ),
        (
            "Ủy ban Kiểm tra Đảng ủy Khối các cơ quan tỉnh Sơn La họp.",
            "Đảng ủy Khối các cơ quan tỉnh Sơn La",
        ),
        ("Đảng bộ, chính quyền và nhân dân tỉnh Sơn La vui. Tỉnh ủy Sơn La họp.", "Tỉnh ủy Sơn La"),
        ("BTV Tỉnh ủy Sơn La họp.", "Tỉnh ủy Sơn La"),
        (
            "Thường trực Ủy ban Kiểm tra Tỉnh ủy Sơn La họp. UBKT Tỉnh ủy Sơn La báo cáo.",
            "Ủy ban Kiểm tra Tỉnh ủy Sơn La",
        ),
    ];
    for (text, name) in cases {
        assert_eq!(named(text).name, name, "{text}");
    }
    let kept = named("BTV Tỉnh ủy Sơn La họp.").mentions;
    assert_eq!(kept, ["BTV Tỉnh ủy Sơn La"]);
}
