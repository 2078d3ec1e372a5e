//! Laws of the catalogue of units: keys, names, filters.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use proptest::prelude::*;

use super::Units;
use super::codes::unmarked;
use crate::article::UnitKey;
use crate::catalog::{Catalog, Resolved};

fn key(text: &str) -> UnitKey {
    UnitKey::parse(text).unwrap()
}

fn resolved(units: &Units, text: &str) -> String {
    match units.resolve(text, &[]) {
        Resolved::One(key) => key.to_string(),
        Resolved::Several(all) => format!("{} candidates", all.len()),
        Resolved::Unknown(near) => {
            format!("unknown, near {:?}", near.first().map(|(k, _)| k.as_str()))
        }
    }
}

fn every_key(units: &Units) -> Vec<UnitKey> {
    let rows = units.rows.keys().map(|row| key(row));
    units.places.ids().map(|id| units.places.key(id)).chain(rows).collect()
}

#[test]
fn every_key_is_well_formed_and_unique_and_has_a_parent() {
    let units = Units::embedded();
    let mut seen = HashSet::new();
    for id in units.places.ids() {
        let key = units.places.key(id);
        assert_eq!(units.places.by_key(&key), Some(id), "{key}");
        assert!(seen.insert(key.clone()), "{key} twice");
        let parent = key.parent().unwrap();
        assert!(parent.as_str() == "vn" || units.lists(&parent), "{key} has no parent");
    }
    for row in units.rows.keys() {
        let parent = key(row).parent().unwrap();
        let known = ["vn", "vn/tw/mttq"].contains(&parent.as_str()) || units.lists(&parent);
        assert!(known, "{row} has no parent");
    }
    assert!(seen.len() > 14_000);
}

#[test]
fn every_successor_is_known() {
    let units = Units::embedded();
    for key in every_key(&units) {
        for successor in units.successors(&key) {
            let known = units.name_of(&successor).is_some();
            let committee = successor.as_str().contains("/bo-");
            assert!(known || committee, "{key} went into the unknown {successor}");
        }
    }
}

#[test]
fn predecessors_are_the_other_way_round() {
    let units = Units::embedded();
    let derived = ["khoi-cac-co-quan", "ubnd-tinh", "ubnd-thanh-pho#ban-can-su", "cong-an-tinh"];
    let provinces: Vec<UnitKey> = units.children(&key("vn"));
    let derived =
        provinces.iter().flat_map(|top| derived.map(|part| key(&format!("{top}/{part}"))));
    let organs =
        provinces.iter().flat_map(|top| ["btg", "ubkt"].map(|o| key(&format!("{top}#{o}"))));
    let some = every_key(&units).into_iter().step_by(61).chain(derived).chain(organs);
    for old in some.filter(|key| units.name_of(key).is_some()) {
        for new in units.successors(&old) {
            assert!(units.predecessors(&new).contains(&old), "{new} came out of {old}");
            assert_ne!(new, old);
        }
    }
}

#[test]
fn what_became_of_units_follows_by_rule() {
    let units = Units::embedded();
    let cases = [
        ("vn/an-giang/khoi-cac-co-quan", "vn/an-giang/cac-co-quan-dang vn/an-giang/ubnd-tinh"),
        ("vn/an-giang/cac-co-quan-dang", "vn/an-giang@2025/cac-co-quan-dang"),
        ("vn/hai-duong/ubnd-tinh", "vn/hai-phong@2025/ubnd-thanh-pho"),
        ("vn/hai-duong/ubnd-tinh/so-y-te", "vn/hai-phong@2025/ubnd-thanh-pho/so-y-te"),
        ("vn/hai-duong/khoi-cac-co-quan/so-y-te", "vn/hai-duong/ubnd-tinh/so-y-te"),
        (
            "vn/hai-duong/khoi-cac-co-quan/truong-chinh-tri",
            "vn/hai-duong/cac-co-quan-dang/truong-chinh-tri",
        ),
        ("vn/tw/khoi-cac-co-quan/bo-cong-thuong", "vn/tw/chinh-phu/bo-cong-thuong"),
        ("vn/kien-giang#ubkt", "vn/an-giang@2025#ubkt"),
        ("vn/kien-giang#bdv", "vn/kien-giang#btgdv"),
        ("vn/kien-giang#btgdv", "vn/an-giang@2025#btgdv"),
        ("vn/ha-noi/dong-da#btg", "vn/ha-noi/dong-da#btgdv"),
        ("vn/ha-noi/hdnd-thanh-pho#dang-doan", "vn/ha-noi/cac-co-quan-dang"),
        ("vn/ha-noi/khoi-cac-co-quan", "vn/ha-noi/cac-co-quan-dang vn/ha-noi/ubnd-thanh-pho"),
        ("vn/ha-noi", ""),
        ("vn/ha-noi#ubkt", ""),
    ];
    for (old, new) in cases {
        let found: Vec<String> =
            units.successors(&key(old)).iter().map(ToString::to_string).collect();
        assert_eq!(found.join(" "), new, "{old}");
    }
    let khoi = units.get(&key("vn/an-giang/khoi-cac-co-quan")).unwrap();
    assert_eq!(khoi.until.unwrap().to_string(), "2025-02-02");
    let ubnd = units.get(&key("vn/an-giang/ubnd-tinh")).unwrap();
    assert_eq!(ubnd.until.unwrap().to_string(), "2025-06-30");
    assert!(units.get(&key("vn/an-giang@2025/khoi-cac-co-quan")).is_none());
}

#[test]
fn districts_went_into_the_communes_on_their_ground() {
    let units = Units::embedded();
    let district = units.get(&key("vn/ha-noi/dong-da")).unwrap();
    assert_eq!(district.until.unwrap().to_string(), "2025-06-30");
    let new = key("vn/ha-noi/dong-da@2025");
    assert!(district.successors.contains(&new));
    assert!(units.predecessors(&new).contains(&key("vn/ha-noi/dong-da")));
    let islands = units.successors(&key("vn/ba-ria-vung-tau/con-dao"));
    assert_eq!(islands, [key("vn/ho-chi-minh@2025/con-dao")]);
}

#[test]
fn every_district_that_stood_to_the_end_has_successors() {
    let units = Units::embedded();
    let places = &units.places;
    let districts = places.ids().filter(|id| {
        let place = places.get(*id);
        let upper = place.parent.is_some_and(|above| places.get(above).parent.is_none());
        upper && place.until == super::number_of("2025-06-30".parse().unwrap())
    });
    let lost: Vec<String> = districts
        .map(|id| places.key(id))
        .filter(|key| units.successors(key).is_empty())
        .map(|key| key.to_string())
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn units_list_what_stands_under_them_and_their_other_names() {
    let units = Units::embedded();
    let under = units.children(&key("vn/ha-noi"));
    for child in ["vn/ha-noi/dong-da", "vn/ha-noi/dong-da@2025", "vn/ha-noi/khoi-cac-co-quan"] {
        assert!(under.contains(&key(child)), "{child}");
    }
    assert!(units.children(&key("vn")).contains(&key("vn/tw")));
    assert!(units.children(&key("vn/tw")).contains(&key("vn/tw/mttq#dang-doan")));
    assert!(units.children(&key("vn/nowhere")).is_empty());
    assert!(units.aliases(&key("vn/ho-chi-minh")).contains(&"TP.HCM"));
    assert!(units.aliases(&key("vn/tw#bct")).contains(&"BCT"));
}

#[test]
fn keys_follow_the_rule() {
    let units = Units::embedded();
    let slugs = [
        ("vn/ca-mau/ca-mau", "Đảng bộ thành phố Cà Mau, tỉnh Cà Mau"),
        ("vn/gia-lai/chu-se", "Đảng bộ huyện Chư Sê, tỉnh Gia Lai"),
        ("vn/ha-tinh/huyen-ky-anh", "Đảng bộ huyện Kỳ Anh, tỉnh Hà Tĩnh"),
        ("vn/ha-tinh/thi-xa-ky-anh", "Đảng bộ thị xã Kỳ Anh, tỉnh Hà Tĩnh"),
        ("vn/ca-mau/ca-mau/phuong-5", "Đảng bộ phường 5, thành phố Cà Mau, tỉnh Cà Mau"),
        ("vn/ha-noi/dong-da", "Đảng bộ quận Đống Đa, thành phố Hà Nội"),
        ("vn/ha-noi/dong-da@2025", "Đảng bộ phường Đống Đa, thành phố Hà Nội (từ 1/7/2025)"),
        ("vn/an-giang@2025", "Đảng bộ tỉnh An Giang (từ 1/7/2025)"),
        ("vn/ha-noi#bto", "Ban Tổ chức Thành ủy Hà Nội"),
        (
            "vn/ha-noi/khoi-cac-co-quan#ubkt",
            "Ủy ban Kiểm tra Đảng ủy Khối các cơ quan thành phố Hà Nội",
        ),
    ];
    for (slug, name) in slugs {
        assert_eq!(units.name_of(&key(slug)).as_deref(), Some(name), "{slug}");
    }
}

#[test]
fn siblings_of_one_name_and_level_bear_their_code() {
    let units = Units::embedded();
    let same = units
        .places
        .ids()
        .filter(|id| units.places.key(*id).as_str().starts_with("vn/quang-ngai@2025/xa-ba-to-"));
    assert_eq!(same.count(), 2);
}

#[test]
fn provinces_know_what_became_of_them() {
    let units = Units::embedded();
    let old = units.get(&key("vn/kien-giang")).unwrap();
    assert_eq!(old.until.unwrap().to_string(), "2025-06-30");
    assert_eq!(old.successors, [key("vn/an-giang@2025")]);
    let new = units.get(&key("vn/an-giang@2025")).unwrap();
    assert_eq!(new.from.unwrap().to_string(), "2025-07-01");
    assert_eq!(new.predecessors, [key("vn/an-giang"), key("vn/kien-giang")]);
    let kept = units.get(&key("vn/ha-noi")).unwrap();
    assert_eq!((kept.from, kept.until), (None, None));
    assert!(units.get(&key("vn/nowhere")).is_none());
}

#[test]
fn filters_are_read_in_any_spelling() {
    let units = Units::embedded();
    let cases = [
        ("vn/ha-noi", "vn/ha-noi"),
        ("VN/Ha-Noi#UBKT", "vn/ha-noi#ubkt"),
        ("Hà Nội", "vn/ha-noi"),
        ("ha noi", "vn/ha-noi"),
        ("TP.HCM", "vn/ho-chi-minh"),
        ("tp hcm", "vn/ho-chi-minh"),
        ("Cà Mau", "vn/ca-mau"),
        ("Tỉnh ủy Cà Mau", "vn/ca-mau"),
        ("tỉnh uỷ cà mau", "vn/ca-mau"),
        ("tinh uy ca mau", "vn/ca-mau"),
        ("Thành ủy Cà Mau", "vn/ca-mau/ca-mau"),
        ("ĐUK Hà Nội", "vn/ha-noi/khoi-cac-co-quan"),
        ("duk ha noi", "vn/ha-noi/khoi-cac-co-quan"),
        ("Đảng ủy Khối các cơ quan TP Hà Nội", "vn/ha-noi/khoi-cac-co-quan"),
        ("dang uy khoi co quan thanh pho ha noi", "vn/ha-noi/khoi-cac-co-quan"),
        ("Đảng bộ Khối doanh nghiệp tỉnh Sơn La", "vn/son-la/khoi-doanh-nghiep"),
        ("UBKT Trung ương", "vn/tw#ubkt"),
        ("uy ban kiem tra trung uong", "vn/tw#ubkt"),
        ("Bộ Chính trị", "vn/tw#bct"),
        ("Ban Tổ chức Tỉnh ủy Sơn La", "vn/son-la#bto"),
        ("Đống Đa", "vn/ha-noi/dong-da"),
        ("Quận ủy Đống Đa", "vn/ha-noi/dong-da"),
        ("Đảng bộ huyện Kỳ Anh", "vn/ha-tinh/huyen-ky-anh"),
        ("Bắc Cạn", "vn/bac-kan"),
        ("Đảng ủy Chính phủ", "vn/tw/chinh-phu"),
    ];
    for (text, wanted) in cases {
        assert_eq!(resolved(&units, text), wanted, "{text}");
    }
}

#[test]
fn an_ambiguous_filter_gives_its_candidates() {
    let units = Units::embedded();
    let Resolved::Several(all) = units.resolve("Huyện ủy Châu Thành", &[]) else { panic!() };
    assert!(all.len() > 5);
    assert!(all.iter().all(|(key, name)| key.as_str().ends_with("/chau-thanh") && name.contains("Châu Thành")));
    let Resolved::One(one) = units.resolve("Huyện ủy Châu Thành", &[key("vn/long-an/chau-thanh")])
    else {
        panic!()
    };
    assert_eq!(one, key("vn/long-an/chau-thanh"));
}

#[test]
fn an_unknown_filter_gives_the_nearest() {
    let units = Units::embedded();
    let Resolved::Unknown(near) = units.resolve("Hà Nộy", &[]) else { panic!() };
    assert!(near.iter().any(|(key, _)| key.as_str() == "vn/ha-noi"), "{near:?}");
    assert!(matches!(units.resolve("", &[]), Resolved::Unknown(_)));
    assert!(matches!(units.resolve("vn/no-such", &[]), Resolved::Unknown(_)));
}

#[test]
fn keys_present_are_found_by_their_words() {
    let units = Units::embedded();
    let present = [
        key("vn/ha-noi/khoi-cac-co-quan/co-quan-ldld"),
        key("vn/ha-noi/khoi-cac-co-quan/so-lua-moi"),
    ];
    let Resolved::One(one) = units.resolve("Đảng bộ lúa mới", &present) else { panic!() };
    assert_eq!(one, present[1]);
    let Resolved::One(one) = units.resolve("vn/ha-noi/khoi-cac-co-quan/so-lua-moi", &present)
    else {
        panic!()
    };
    assert_eq!(one, present[1]);
}

#[test]
fn a_newer_namesake_is_meant_where_only_it_is_present() {
    let units = Units::embedded();
    let Resolved::One(one) = units.resolve("Tỉnh ủy An Giang", &[key("vn/an-giang@2025")])
    else {
        panic!()
    };
    assert_eq!(one, key("vn/an-giang@2025"));
}

#[test]
fn a_label_leads_back_to_its_key() {
    let units = Units::embedded();
    // All provinces, districts and central units, and every ninth commune.
    let deep =
        |key: &UnitKey| key.as_str().matches('/').count() > 2 || key.as_str().contains("@2025/");
    let all = every_key(&units).into_iter().enumerate();
    for (_, key) in all.filter(|(n, key)| n % 9 == 0 || !deep(key)) {
        let name = units.name_of(&key).unwrap();
        match units.resolve(&name, &[]) {
            Resolved::One(found) => assert_eq!(found, key, "{name}"),
            Resolved::Several(all) => {
                assert!(all.iter().any(|(k, _)| *k == key), "{name}: {all:?}");
            }
            Resolved::Unknown(_) => panic!("{name} of {key} is unknown"),
        }
    }
}

proptest! {
    #[test]
    fn no_filter_panics(text in "\\PC{0,60}") {
        thread_local!(static CATALOG: Catalog = Catalog::embedded());
        CATALOG.with(|catalog| { let _ = catalog.units().resolve(&text, &[]); });
    }

    #[test]
    fn unmarked_is_idempotent(text in "[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]{0,12}") {
        let once = unmarked(&text);
        prop_assert!(once.is_ascii());
        prop_assert_eq!(unmarked(&once), once);
    }
}
