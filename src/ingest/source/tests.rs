//! What a source finds and how it reads it.

use super::making::LONGEST;
use super::*;
use crate::article::Format;

fn read(files: &[(&str, &[u8])]) -> Vec<Item> {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    Source::new(&[dir.path().to_owned()], Box::new(std::io::empty())).collect()
}

fn reason(bytes: &[u8]) -> String {
    read(&[("x", bytes)]).remove(0).unwrap_err().reason
}

#[test]
fn a_folder_is_read_sorted_without_hidden_files() {
    let found =
        read(&[("b/2.txt", b"hai"), ("a.txt", b"mot"), (".hidden", b"x"), ("b/1.txt", b"ba")]);
    let places: Vec<String> = found.into_iter().map(|item| item.unwrap().place).collect();
    assert_eq!(places, ["a.txt", "b/1.txt", "b/2.txt"]);
}

#[test]
fn a_folder_that_holds_an_index_is_passed_over() {
    let found = read(&[
        ("a.txt", b"mot"),
        ("index/CURRENT", b"gen-1"),
        ("index/gen-1/meta.json", b"{}"),
        ("notes/CURRENT", b"hai"),
    ]);
    let places: Vec<String> = found.into_iter().map(|item| item.unwrap().place).collect();
    assert_eq!(places, ["a.txt", "notes/CURRENT"]);
}

#[test]
fn records_are_told_by_content_and_each_bad_line_is_its_own_failure() {
    let found = read(&[("x.txt", b"\xef\xbb\xbf{\"body\":\"a\"}\n\n\xff\n{\"body\":\"b\"}")]);
    let seen: Vec<(bool, u64)> = found
        .iter()
        .map(|item| match item {
            Ok(raw) => (true, raw.record.unwrap()),
            Err(failure) => (false, failure.record.unwrap()),
        })
        .collect();
    assert_eq!(seen, [(true, 1), (false, 3), (true, 4)]);
    assert_eq!(found[0].as_ref().unwrap().place, "x.txt#1");
    assert_ne!(found[0].as_ref().unwrap().digest, found[2].as_ref().unwrap().digest);
}

#[test]
fn a_page_with_many_tags_is_a_web_page() {
    let tags = "<p>a</p><b>c</b>".repeat(4);
    let found = read(&[("x", format!("Bài {tags}").as_bytes())]);
    assert_eq!(found[0].as_ref().unwrap().format, Format::Html);
}

#[test]
fn empty_and_undecodable_inputs_fail_with_the_reason() {
    assert_eq!(reason(b""), "is empty");
    assert_eq!(reason(b" \n\t\n"), "is empty");
    assert_eq!(read(&[("x.jsonl", b"")]).remove(0).unwrap_err().reason, "is empty");
    assert!(reason(&"Đảng b\u{1ed9}".as_bytes()[..11]).contains("byte 9"));
    assert!(read(&[]).remove(0).unwrap_err().reason.contains("no files"));
}

#[test]
fn a_mark_in_brackets_does_not_make_a_page_json() {
    let found = read(&[("x", "[img]\nQuang cảnh buổi lễ".as_bytes())]);
    assert_eq!(found[0].as_ref().unwrap().format, Format::Text);
}

#[test]
fn missing_paths_dangling_links_and_a_second_standard_input_fail() {
    let dir = tempfile::tempdir().unwrap();
    let (missing, link) = (dir.path().join("none"), dir.path().join("link"));
    std::os::unix::fs::symlink(&missing, &link).unwrap();
    let paths = [missing, link, "-".into(), "-".into()];
    let found: Vec<Item> = Source::new(&paths, Box::new(&b"Trang"[..])).collect();
    assert_eq!(found[0].as_ref().unwrap_err().reason, "is not there");
    assert_eq!(found[1].as_ref().unwrap_err().reason, "is a link to nothing");
    assert_eq!(found[2].as_ref().unwrap().place, "-");
    assert!(found[3].is_err());
    let inside: Vec<Item> =
        Source::new(&[dir.path().to_owned()], Box::new(std::io::empty())).collect();
    assert_eq!(inside[0].as_ref().unwrap_err().reason, "is a link to nothing");
}

#[test]
fn a_page_too_long_is_refused_and_a_record_too_long_passed_over() {
    let long = vec![b'a'; usize::try_from(LONGEST).unwrap() + 10];
    assert!(reason(&long).contains("16 MB"));
    let mut lines = b"{\"body\":\"x\"}\n".to_vec();
    lines.extend(&long);
    lines.extend(b"\n{\"body\":\"y\"}\n");
    let found = read(&[("x.jsonl", &lines)]);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn inputs_that_no_thread_can_read_fail_and_do_not_look_like_no_inputs() {
    const TOO_MUCH: usize = 1 << 60;
    let paths = ["/kho".into(), "/bao/**/*.html".into(), "-".into()];
    let State::Ready(job) = Source::new(&paths, Box::new(std::io::empty())).state else { panic!() };
    let Err(failures) = start(job, TOO_MUCH) else { panic!("it was started") };
    let told: Vec<Failure> = failures.into_iter().map(Result::unwrap_err).collect();
    assert_eq!(told.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["/kho", "/bao", "-"]);
    assert!(told.iter().all(|it| it.reason.contains("no thread")), "{told:?}");
}
