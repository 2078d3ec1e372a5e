//! Dates in every layout that Vietnamese pages use.

use super::*;

#[test]
fn a_dash_with_blanks_divides_a_time_from_a_date() {
    let found = stamps("(07:51 - 01/02/2015)");
    assert_eq!(found[0].at.to_string(), "2015-02-01T07:51:00+07:00");
    assert_eq!(stamps("Số 12-01/02/2015"), []);
}

#[test]
fn every_layout_of_a_date_line_reads_the_same_way() {
    let table = [
        ("12/03/2020", "2020-03-12"),
        ("12-03-2020", "2020-03-12"),
        ("12.03.2020", "2020-03-12"),
        ("2020/03/12", "2020-03-12"),
        ("5/4/2021", "2021-04-05"),
        ("31/12/2020 11:08", "2020-12-31T11:08:00+07:00"),
        ("12/07/2019 - 08:36", "2019-07-12T08:36:00+07:00"),
        ("27/03/2022 11:32:54", "2022-03-27T11:32:54+07:00"),
        ("Thứ năm, 12/03/2020, 09:15 (GMT+7)", "2020-03-12T09:15:00+07:00"),
        ("Thứ Năm, ngày 12/03/2020 - 9h15", "2020-03-12T09:15:00+07:00"),
        ("Thứ 5, 12/03/2020 | 09:15 GMT+7", "2020-03-12T09:15:00+07:00"),
        ("Cập nhật lúc 09:15, 12/03/2020", "2020-03-12T09:15:00+07:00"),
        ("Cập nhật lúc: 09:15, Thứ Năm, 12/03/2020 (GMT+7)", "2020-03-12T09:15:00+07:00"),
        ("Đăng lúc 9 giờ 15 ngày 12/3/2020", "2020-03-12T09:15:00+07:00"),
        ("12-03-2020 - 09:40 AM |", "2020-03-12T09:40:00+07:00"),
        ("12/03/2020 09:40:05 CH", "2020-03-12T21:40:05+07:00"),
        ("12/3/2020 12:05 AM", "2020-03-12T00:05:00+07:00"),
        ("20:15 | 12/03/2020", "2020-03-12T20:15:00+07:00"),
        ("08:40 , 12/03/2020", "2020-03-12T08:40:00+07:00"),
        ("2022-07-09T16:31:25.48", "2022-07-09T16:31:25+07:00"),
        ("2023-10-24T20:35:51+07:00", "2023-10-24T20:35:51+07:00"),
        ("2024-11-25T14:46:41Z", "2024-11-25T14:46:41+00:00"),
        ("2023-10-24 20:35 +0700", "2023-10-24T20:35:00+07:00"),
        ("05 Mar 2021 23:30:00 UTC", "2021-03-05T23:30:00+00:00"),
        ("12/03/2020 09:15 (GMT)", "2020-03-12T09:15:00+00:00"),
        ("12/03/2020 09:15 GMT 7", "2020-03-12T09:15:00+07:00"),
        ("Ngày 5 tháng 4 năm 2021", "2021-04-05"),
        ("Thứ hai, 5 Tháng 4, 2021 10:02", "2021-04-05T10:02:00+07:00"),
        ("Chủ nhật, 15/03/2020 - 07:00", "2020-03-15T07:00:00+07:00"),
        ("Ngày đăng: 12/03/2020 | Lượt xem: 1.234", "2020-03-12"),
        ("Thứ Năm, 12/3/2020 | 9:15 SA", "2020-03-12T09:15:00+07:00"),
        ("Thứ Năm, 12/3/2020 | 9:15 CH", "2020-03-12T21:15:00+07:00"),
        ("12/03/2020 13:05 SA", "2020-03-12T13:05:00+07:00"),
        ("12-03-2020 09:15:32", "2020-03-12T09:15:32+07:00"),
        ("09:15 | 12/03/2020", "2020-03-12T09:15:00+07:00"),
        ("09:15 - Chủ nhật, 15/03/2020", "2020-03-15T09:15:00+07:00"),
        ("Đăng lúc: Thứ năm, 12/03/2020 09:15", "2020-03-12T09:15:00+07:00"),
        ("9 giờ 15 phút, ngày 12/03/2020", "2020-03-12T09:15:00+07:00"),
        ("9 giờ 15 phút 20 giây ngày 12/3/2020", "2020-03-12T09:15:20+07:00"),
        ("12 Tháng Ba, 2020", "2020-03-12"),
        ("Tháng Ba 12, 2020", "2020-03-12"),
        ("Ngày 12 tháng ba năm 2020", "2020-03-12"),
        ("Ngày 12 tháng năm năm 2020", "2020-05-12"),
        ("12 Tháng Năm, 2020 8:00", "2020-05-12T08:00:00+07:00"),
        ("ngày mùng 5 tháng tư năm 2021", "2021-04-05"),
        ("5 Tháng Mười Hai, 2020", "2020-12-05"),
        ("5 tháng mười một năm 2020", "2020-11-05"),
        ("5 Tháng Mười 2020", "2020-10-05"),
        ("Thursday, March 12, 2020 9:15 AM", "2020-03-12T09:15:00+07:00"),
        ("12 Mar 2020", "2020-03-12"),
        ("12 Th3 2020", "2020-03-12"),
        ("Thứ Năm, 12/03/20", "2020-03-12"),
        ("2020-03-12T02:15:00Z", "2020-03-12T02:15:00+00:00"),
        ("2020-03-12 09:15:00 +07:00", "2020-03-12T09:15:00+07:00"),
        ("2020-03-12T02:15:00-05:00", "2020-03-12T02:15:00-05:00"),
        ("12/03/2020 09:15 GMT+07:00", "2020-03-12T09:15:00+07:00"),
    ];
    for (text, iso) in table {
        let found = stamps(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].at.to_string(), iso, "{text}");
        assert_ne!(found[0].weekday, Some(false), "{text}");
    }
}

#[test]
fn the_day_comes_first_and_an_impossible_day_is_no_date() {
    for text in
        ["03/13/2020", "31/02/2021", "12/03/0020", "12/03/9999", "1/12/03/2020", "15/2021/NĐ-CP"]
    {
        assert_eq!(stamps(text), [], "{text}");
    }
}

#[test]
fn two_digits_are_a_year_only_where_the_weekday_is_that_days() {
    assert_eq!(stamps("Thứ năm, 12/03/20").len(), 1);
    for text in ["12/03/20", "Thứ hai, 12/03/20", "Số 12-03-20", "5 tháng năm 2021"] {
        assert_eq!(stamps(text), [], "{text}");
    }
}

#[test]
fn what_is_written_like_a_date_and_is_none_is_found() {
    let found = |text: &'static str| no_day(text).map(|span| &text[span]);
    assert_eq!(found("Đăng ngày 30/2/2021 09:15"), Some("30/2/2021"));
    assert_eq!(found("03-13-2020"), Some("03-13-2020"));
    assert_eq!(found("2021-02-30"), Some("2021-02-30"));
    for text in ["28/2/2021", "Số 1/30/2/2021", "15/2021/NĐ-CP", "1.234.567", "30/2"] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn a_wrong_weekday_is_told_and_does_not_unmake_the_date() {
    assert_eq!(stamps("Thứ hai, 12/03/2020")[0].weekday, Some(false));
    assert_eq!(stamps("Thứ 1, 12/03/2020")[0].weekday, None);
}

#[test]
fn a_span_holds_all_that_belongs_to_the_date() {
    let text = "Xã hội Thứ năm, 12/03/2020, 09:15 (GMT+7) | Lượt xem: 15";
    assert_eq!(&text[stamps(text)[0].span.clone()], "Thứ năm, 12/03/2020, 09:15 (GMT+7)");
    assert_eq!(without_stamps("A 12/03/2020 B 13/03/2020").trim_end(), "A   B");
    assert_eq!(stamps("08:00 12/03/2020 09:00 13/03/2020").len(), 2);
}

#[test]
fn datelines_with_and_without_a_year() {
    let table = [
        ("Sáng 17/2, tại", Some((17, 2, None)), "Sáng 17/2"),
        ("Chiều 3-4,", Some((3, 4, None)), "Chiều 3-4"),
        ("vào trưa 3.6.", Some((3, 6, None)), "trưa 3.6"),
        ("Sáng nay (17/2), tại", Some((17, 2, None)), "Sáng nay (17/2"),
        ("Ngày 25/1/2017, xã", Some((25, 1, Some(2017))), "Ngày 25/1/2017"),
        ("Ngày 5 tháng 4 năm 2021,", Some((5, 4, Some(2021))), "Ngày 5 tháng 4 năm 2021"),
        ("Tối ngày 5 tháng 4 tại", Some((5, 4, None)), "Tối ngày 5 tháng 4"),
        ("Ngày 45/2", None, ""),
        ("Ngày hội của toàn dân", None, ""),
        ("Kế hoạch 17/2", None, ""),
    ];
    for (text, parts, raw) in table {
        let found = datelines(text);
        let first = found.first().map(|line| (line.day, line.month, line.year));
        assert_eq!(first, parts, "{text}");
        assert_eq!(found.first().map_or("", |line| &text[line.span.clone()]), raw);
    }
}

#[test]
fn eight_digits_are_a_date_only_where_they_make_one() {
    assert_eq!(compact("20210426").map(|at| at.to_string()).as_deref(), Some("2021-04-26"));
    assert_eq!(compact("20211326"), None);
    assert_eq!(compact("2021042"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_spans_lie_in_it(text in "[0-9/.:, \\-TZđThứngàySáng+()\u{300}-\u{303}]{0,60}") {
        for stamp in stamps(&text) {
            assert!(text.get(stamp.span).is_some());
        }
        for line in datelines(&text) {
            assert!(text.get(line.span).is_some());
        }
        without_stamps(&text);
        if let Some(span) = no_day(&text) {
            assert!(text.get(span).is_some());
        }
    }
}
