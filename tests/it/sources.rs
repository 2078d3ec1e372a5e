//! Sources: every format in every container, formats told by content, hostile inputs, what a folder
//! leaves out, what a run asks of a source.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write as _};
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;
use tracuu::article::Format;
use tracuu::catalog::Column;
use tracuu::ingest::{Failure, RawDocument, Source, measure};

use crate::encoders::encoded;
use crate::harness::Sandbox;

type Item = Result<RawDocument, Failure>;

const LIMIT: usize = 16 << 20;

/// Everything a source finds at a path of the sandbox.
fn read(sandbox: &Sandbox, name: &str) -> Vec<Item> {
    Source::new(&[sandbox.path(name)], Box::new(std::io::empty())).collect()
}

/// Everything in some bytes under a name.
fn read_bytes(name: &str, bytes: &[u8]) -> Vec<Item> {
    let sandbox = Sandbox::new();
    sandbox.write(name, bytes);
    read(&sandbox, name)
}

fn read_input(input: impl Read + Send + 'static) -> Vec<Item> {
    Source::new(&["-".into()], Box::new(input)).collect()
}

/// The only failure there.
fn reason(items: Vec<Item>) -> String {
    let [Err(failure)] = <[Item; 1]>::try_from(items).expect("one item") else { panic!("read") };
    failure.reason
}

/// What there is, without where it stands.
fn told(items: &[Item]) -> Vec<(Format, Option<u64>, String)> {
    let told = |raw: &RawDocument| (raw.format, raw.record, raw.text.clone());
    items.iter().map(|item| told(item.as_ref().unwrap_or_else(|why| panic!("{why:?}")))).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        packer.append_data(&mut header, name, *bytes).unwrap();
    }
    packer.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        packer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packer.write_all(bytes).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

const WARC_PAGE: &str = "<html><body><p>Xã Mây Hạ họp bàn về cây chè.</p></body></html>";

fn warc_record(kind: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://mau.example/a.html>\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

fn http(header: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), body].concat()
}

/// A sample of every format, with a name that tells nothing, and how many documents it holds.
fn formats() -> Vec<(&'static str, Format, usize, Vec<u8>)> {
    let html = "<!doctype html><html><body><p>Bản Pha có chợ mới.</p></body></html>";
    let item = "<item><title>Tin</title><link>https://mau.example/a</link>\
                <pubDate>Tue, 05 Mar 2024 10:20:30 +0700</pubDate>\
                <description><![CDATA[<p>Chợ <b>mới</b> mở.</p>]]></description></item>";
    let entry = "<entry><title>Tin</title><id>a</id><updated>2024-03-05T10:20:30+07:00</updated>\
                 <link href='https://mau.example/a'/><content type='html'>&lt;p&gt;Chợ&lt;/p&gt;\
                 </content></entry>";
    let warc = [
        warc_record("warcinfo", b"software: x"),
        warc_record("request", b"GET / HTTP/1.1\r\n\r\n"),
        warc_record("response", &http("Content-Type: image/png", b"\x89PNG")),
        warc_record("response", &http("Content-Type: text/html", WARC_PAGE.as_bytes())),
    ];
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("text", Format::Text, 1, text("Xã Mây Hạ họp\n\nSáng nay, xã Mây Hạ họp bàn.\n")),
        ("html", Format::Html, 1, text(html)),
        ("lines", Format::Jsonl, 2, text("{\"body\": \"a\"}\n{\"body\": \"b\"}\n")),
        ("object", Format::Json, 1, text("{\n  \"body\": \"a [1} \\\" b\"\n}\n")),
        ("array", Format::Json, 2, text("[\n{\"body\": \"a\"},\n{\"body\": \"]\"}]")),
        ("values", Format::Json, 2, text("{\n\"body\": \"a\"}{\"body\": \"b\"}")),
        (
            "wrapped",
            Format::Json,
            2,
            text(
                "{\"ok\": true, \"articles\": [{\"body\": \"a\"}, {\"body\": \"b\"}], \"n\": [2]}",
            ),
        ),
        ("comma", Format::Csv, 2, text("Tiêu đề,Nội dung,Lượt xem\nA,\"b\nc, d\",3\nE,f,4\n")),
        ("semicolon", Format::Csv, 1, text("\u{feff}title;body\nA;\"b;c\"\n")),
        ("tab", Format::Csv, 1, text("tieu_de\tnoi_dung\tngay_dang\nA\tb\t05/03/2024\n")),
        ("bar", Format::Csv, 1, text("title|content\nA|b\n")),
        (
            "rss",
            Format::Feed,
            2,
            text(&format!(
                "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Báo Mẫu\
                 </title>{item}{item}</channel></rss>"
            )),
        ),
        (
            "atom",
            Format::Feed,
            1,
            text(&format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Báo Mẫu</title>{entry}</feed>"
            )),
        ),
        ("warc", Format::Html, 1, warc.concat()),
    ]
}

/// Bytes in every container, by its name.
fn containers(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let half = bytes.len() / 2;
    let inner = [("trang/bai-1", bytes)];
    vec![
        ("plain", bytes.to_vec()),
        ("gzip", gzip(bytes)),
        ("gzip of two members", [gzip(&bytes[..half]), gzip(&bytes[half..])].concat()),
        ("zstd", zstd(bytes)),
        ("tar", tar(&inner)),
        ("tar.gz", gzip(&tar(&inner))),
        ("tar.zst", zstd(&tar(&inner))),
        ("zip", zip(&inner)),
        ("zip in tar", tar(&[("goi", &zip(&inner))])),
        ("tar.gz in zip", zip(&[("goi", &gzip(&tar(&inner)))])),
    ]
}

#[test]
fn every_format_reads_the_same_out_of_every_container_whatever_its_name() {
    for (name, format, count, bytes) in formats() {
        let plain = told(&read_bytes("plain.dat", &bytes));
        assert_eq!(plain.len(), count, "{name}");
        assert!(plain.iter().all(|document| document.0 == format), "{name}: {plain:?}");
        for (container, packed) in containers(&bytes) {
            for lie in ["x.dat", "x.pdf", "x.html", "x.txt"] {
                assert_eq!(
                    told(&read_bytes(lie, &packed)),
                    plain,
                    "{name} in {container} as {lie}"
                );
            }
            assert_eq!(told(&read_input(Cursor::new(packed))), plain, "{name} in {container}");
        }
    }
}

#[test]
fn a_member_has_the_path_of_its_archive_before_its_own() {
    let sandbox = Sandbox::new();
    let page = "Xã Mây Hạ họp".as_bytes();
    let inner = tar(&[("c/d.txt", page)]);
    let members: [(&str, &[u8]); 5] = [
        ("thang-5/a.txt", page),
        ("b.tar", &inner),
        ("../../e.txt", page),
        ("__MACOSX/._a.txt", b"x"),
        (".git/config", b"x"),
    ];
    sandbox.write("kho/2019.zip", zip(&members));
    sandbox.write("kho/b.txt.gz", gzip(page));
    let items = read(&sandbox, "kho");
    let places: Vec<&str> =
        items.iter().map(|item| item.as_ref().unwrap().place.as_str()).collect();
    let inside =
        ["thang-5/a.txt", "b.tar!/c/d.txt", "e.txt"].map(|name| format!("2019.zip!/{name}"));
    assert_eq!(places, [&inside[0], &inside[1], &inside[2], "b.txt.gz"]);
    let scope = Source::new(&[sandbox.path("kho")], Box::new(std::io::empty())).scope();
    assert!(items.iter().all(|item| scope.covers(&item.as_ref().unwrap().path)));
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns() {
    let text = |name: &str, table: &str| {
        let found = read_bytes(name, table.as_bytes());
        told(&found).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(
        text("a.txt", "ID,TIEU DE,Sapo,Lượt xem\n7,\"A \"\"b\"\"\",c,100\n\n8,D,e,200\n"),
        [r#"{"ID":"7","Sapo":"c","TIEU DE":"A \"b\""}"#, r#"{"ID":"8","Sapo":"e","TIEU DE":"D"}"#]
    );
    let page = "Họp, bàn\n\nSáng nay, xã Mây Hạ họp, bàn nhiều việc.\n";
    assert_eq!(told(&read_bytes("a.txt", page.as_bytes()))[0].0, Format::Text);
    let why = reason(read_bytes("a.csv", b"x,y\n1,2\n"));
    assert!(why.contains("x, y") && why.contains("--column"), "{why}");
    let rows = read_bytes("a.csv", b"title,body\nA,b\nC\nD,e,f\nG,h\n");
    let failed: Vec<Option<u64>> =
        rows.iter().filter_map(|row| row.as_ref().err()).map(|failure| failure.record).collect();
    assert_eq!(failed, [Some(2), Some(3)]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_person_says_what_a_column_holds() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "Đầu bài,Chữ,Nội dung\nTin,Sáng nay xã họp bàn.,bỏ\n");
    let columns = |columns: &[&str]| {
        let columns: Vec<Column> = columns.iter().map(|one| one.parse().unwrap()).collect();
        let source = Source::new(&[sandbox.path("a.csv")], Box::new(std::io::empty()));
        source.with_columns(columns).collect::<Vec<Item>>()
    };
    let found = columns(&["title=Đầu bài", "body=chu"]);
    assert_eq!(told(&found)[0].2, r#"{"body":"Sáng nay xã họp bàn.","title":"Tin"}"#);
    let why = reason(columns(&["title=Tên"]));
    assert_eq!(why, "has no column `Tên`; its header is: Đầu bài, Chữ, Nội dung");
    let run = sandbox.run(&["parse", "a.csv", "--column", "tittle=Tên"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("`tittle` is no field"), "{run}");
    let run = sandbox.run(&["parse", "a.csv", "--column", "title=Đầu bài"]);
    assert_eq!(run.json()["title"], "Tin", "{run}");
}

#[test]
fn records_of_every_format_become_articles() {
    let sandbox = Sandbox::new();
    for (name, format, _, bytes) in formats() {
        if !matches!(format, Format::Html | Format::Text) {
            sandbox.write(&format!("{name}.dat"), bytes);
        }
    }
    sandbox.write(
        "unix.json",
        r#"[{"title": "Tin", "content": "Chợ mới mở.", "created_at": 1709608830}]"#,
    );
    let run = sandbox.run(&["parse", "."]);
    assert_eq!(run.status, 0, "{run}");
    let of = |name: &str| {
        let found = run.lines().into_iter().find(|it| it["source"]["path"] == format!("./{name}"));
        found.unwrap_or_else(|| panic!("{name}\n{run}"))
    };
    let rss = of("rss.dat");
    assert_eq!(rss["body"], "Chợ mới mở.");
    assert_eq!(rss["published"]["iso"], "2024-03-05T10:20:30+07:00");
    assert_eq!(rss["url"], "https://mau.example/a");
    assert_eq!(of("atom.dat")["body"], "Chợ");
    assert_eq!(of("tab.dat")["published"]["iso"], "2024-03-05");
    assert_eq!(of("unix.json")["published"]["iso"], "2024-03-05T10:20:30+07:00");
    assert_eq!(of("comma.dat")["body"], "b\nc, d");
}

#[test]
fn pages_of_a_web_archive_are_as_the_server_meant_them() {
    let page = WARC_PAGE.as_bytes();
    let chunks = [
        b"5\r\n",
        &page[..5],
        b"\r\n",
        format!("{:x};x=y\r\n", page.len() - 5).as_bytes(),
        &page[5..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let html = "Content-Type: Text/HTML; Charset=\"utf-8\"";
    for (header, body) in [
        (html.to_owned(), page.to_vec()),
        (format!("{html}\r\nTransfer-Encoding: chunked"), chunks),
        (format!("{html}\r\nContent-Encoding: gzip"), gzip(page)),
        (format!("{html}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"), page.to_vec()),
    ] {
        let record = warc_record("response", &http(&header, &body));
        let found = read_bytes("a.warc", &[record.clone(), record].concat());
        assert_eq!(found.len(), 2, "{header}");
        let raw = found[1].as_ref().unwrap();
        assert_eq!((raw.text.as_str(), raw.record), (WARC_PAGE, Some(2)), "{header}");
        assert_eq!(raw.url.as_deref(), Some("https://mau.example/a.html"));
    }
    let gone = http(html, page);
    let gone = String::from_utf8(gone).unwrap().replace("200 OK", "404 Not Found");
    let why = reason(read_bytes("a.warc", &warc_record("response", gone.as_bytes())));
    assert!(why.contains("none of its 1 records"), "{why}");
}

#[test]
fn what_is_not_read_is_named() {
    for (bytes, named) in [
        (&b"\x89PNG\r\n\x1a\n"[..], "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old office"),
        (b"BZh91AY", "bzip2"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"ab\0cd\0\0", "binary"),
        (b"<?xml version='1.0'?><urlset></urlset>", "sitemap"),
        (b"<?xml version='1.0'?><tin></tin>", "`tin`"),
        (b"[\"a\", 2]", "2 values that are no JSON objects"),
        (b"[]", "no records"),
        (b"[{\"body\": ", "cut off"),
        (b"{\"a\": 1} x", "cannot stand"),
        (b"<rss><channel></channel></rss>", "no items"),
        (b"", "is empty"),
        (b" \n", "is empty"),
    ] {
        let found = read_bytes("x", bytes);
        let reasons: Vec<&str> =
            found.iter().filter_map(|it| it.as_ref().err()).map(|it| it.reason.as_str()).collect();
        assert!(reasons.iter().any(|why| why.contains(named)), "{named}: {reasons:?}");
    }
    for (member, named) in
        [("xl/workbook.xml", "XLSX"), ("ppt/presentation.xml", "PPTX"), ("a/", "no files")]
    {
        let why = reason(read_bytes("x.zip", &zip(&[(member, b"")])));
        assert!(why.contains(named), "{why}");
    }
}

#[test]
fn office_documents_are_read_or_the_missing_feature_is_named() {
    let word = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>\
                <w:p><w:r><w:t>Xã Mây Hạ họp</w:t></w:r></w:p><w:p><w:r><w:t>Bàn về cây chè.</w:t></w:r></w:p>\
                </w:body></w:document>";
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
                 <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
                 <Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-\
                 officedocument.wordprocessingml.document.main+xml'/></Types>";
    let rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
                <Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/\
                relationships/officeDocument' Target='word/document.xml'/></Relationships>";
    let docx = zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("word/document.xml", word.as_bytes()),
    ]);
    let pdf = pdf("Xa May Ha hop");
    for (name, bytes, built, format) in [
        ("docx", &docx, cfg!(feature = "docx"), Format::Docx),
        ("pdf", &pdf, cfg!(feature = "pdf"), Format::Pdf),
    ] {
        for bytes in [bytes.clone(), zip(&[("trong/a", bytes)]), gzip(bytes)] {
            let found = read_bytes("x.dat", &bytes);
            if built {
                let told = told(&found);
                assert_eq!(told[0].0, format);
                assert!(
                    told[0].2.contains(if name == "pdf" { "Ha hop" } else { "Hạ họp" }),
                    "{told:?}"
                );
            } else {
                assert!(reason(found).contains(&format!("--features {name}")));
            }
        }
    }
    for bytes in [&docx[..docx.len() / 2], &pdf[..pdf.len() / 2], b"%PDF-1.7\nxref\n0 99999999"] {
        assert!(read_bytes("x", bytes).iter().all(Result::is_err));
    }
}

/// A PDF file of one line.
fn pdf(line: &str) -> Vec<u8> {
    let text = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    write!(file, "{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}

/// Writes into every header of a zip archive, at some place of the local and of the central one.
fn patched(mut bytes: Vec<u8>, at: usize, value: u8) -> Vec<u8> {
    for i in 0..bytes.len() - 4 {
        match &bytes[i..i + 4] {
            b"PK\x03\x04" => bytes[i + at] = value,
            b"PK\x01\x02" => bytes[i + at + 2] = value,
            _ => {}
        }
    }
    bytes
}

#[test]
fn members_that_cannot_be_unpacked_are_named_and_the_others_read() {
    let page = "Xã Mây Hạ họp".as_bytes();
    let archive = zip(&[("a.txt", page)]);
    for (at, value, why) in [(6, 1, "encrypted"), (8, 12, "method")] {
        let found = read_bytes("x.zip", &patched(archive.clone(), at, value));
        let failure = found[0].as_ref().unwrap_err();
        assert!(failure.path.ends_with("x.zip!/a.txt"), "{failure:?}");
        assert!(failure.reason.contains(why), "{failure:?}");
    }
    let mut bytes = zip(&[("a.txt", page), ("b.txt", page)]);
    let data = bytes.windows(5).position(|w| w == b"a.txt").unwrap() + 5;
    bytes[data + 3] ^= 0x55;
    let found = read_bytes("x.zip", &bytes);
    assert!(found[0].as_ref().unwrap_err().path.ends_with("!/a.txt"));
    assert!(found[1].is_ok());
}

#[test]
fn what_stands_before_a_cut_is_read_and_the_cut_is_told() {
    let noise = |n: u64| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let noise = (0..20_000).map(noise).collect::<Vec<_>>().concat();
    let members: Vec<(String, String)> =
        (0..4).map(|n| (format!("{n}.txt"), format!("Bài {n} {}", &noise[n * 1000..]))).collect();
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let line = |n: usize| format!("{{\"body\": \"{}\"}}\n", &noise[n * 50..n * 50 + 500]);
    let lines = (0..400).map(line).collect::<Vec<_>>().concat();
    for (name, whole) in [
        ("tar", tar(&members)),
        ("tar.gz", gzip(&tar(&members))),
        ("tar.zst", zstd(&tar(&members))),
        ("lines.gz", gzip(lines.as_bytes())),
        ("array.gz", gzip(format!("[{}]", lines.trim_end().replace('\n', ",\n")).as_bytes())),
    ] {
        let found = read_bytes("x", &whole[..whole.len() * 7 / 10]);
        assert!(found[0].is_ok(), "{name}: {:?}", found[0]);
        let last = found.last().unwrap().as_ref().unwrap_err();
        assert!(
            last.reason.contains("cut off") || last.reason.contains("damaged"),
            "{name}: {last:?}"
        );
    }
    let zipped = zip(&members);
    let why = reason(read_bytes("x", &zipped[..zipped.len() * 7 / 10]));
    assert!(why.contains("damaged"), "{why}");
}

#[test]
fn an_archive_that_unpacks_to_far_more_than_text_does_is_stopped_and_its_other_members_are_not_gone()
 {
    let sandbox = Sandbox::new();
    let blank = vec![b' '; LIMIT - 1024];
    let names: Vec<String> = (0..5).map(|n| format!("{n}.txt")).collect();
    let mut members: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &blank[..])).collect();
    members.push(("cuoi.txt", b"Tin"));
    sandbox.write("bomb/a.tar.gz", gzip(&tar(&members)));
    sandbox.write("bomb/b.zip", zip(&members));
    sandbox.write("bomb/c.jsonl.gz", gzip(&vec![b'{'; 70 << 20]));
    sandbox.write("bomb/d.txt", "Xã Mây Hạ họp");
    let found = read(&sandbox, "bomb");
    for name in ["a.tar.gz", "b.zip", "c.jsonl.gz"] {
        // At the place of the archive itself, so that what stands behind counts as unread.
        let of = |item: &&Item| item.as_ref().is_err_and(|it| it.path.ends_with(name));
        let stopped = found
            .iter()
            .filter(of)
            .any(|it| it.as_ref().is_err_and(|it| it.reason.contains("250 times")));
        assert!(stopped, "{name}: {found:?}");
    }
    assert!(found.last().unwrap().is_ok());
    let nested = (0..6).fold(b"Tin".to_vec(), |inner, _| gzip(&inner));
    assert!(reason(read_bytes("x", &nested)).contains("more than 4 deep"));
}

#[cfg(unix)]
#[test]
fn pipes_loops_and_links_to_nothing_are_named_and_never_waited_for() {
    let sandbox = Sandbox::new();
    sandbox.write("kho/a.txt", "Xã Mây Hạ họp");
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("kho/ong")).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink(sandbox.path("kho"), sandbox.path("kho/vong")).unwrap();
    std::os::unix::fs::symlink("nowhere", sandbox.path("kho/lac")).unwrap();
    let found = read(&sandbox, "kho");
    assert!(found[0].is_ok());
    let failures: Vec<(String, String)> = found[1..]
        .iter()
        .map(|item| item.as_ref().unwrap_err())
        .map(|it| (it.path.rsplit('/').next().unwrap().to_owned(), it.reason.clone()))
        .collect();
    let has = |name: &str, why: &str| {
        assert!(failures.iter().any(|(n, w)| n == name && w.contains(why)), "{failures:?}");
    };
    has("lac", "link to nothing");
    has("ong", "named pipe");
    has("vong", "folder it lies in");
    assert_eq!(failures.len(), 3);
    assert!(reason(read(&sandbox, "kho/ong")).contains("named pipe"));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_reported() {
    let sandbox = Sandbox::new();
    let line = format!("{{\"body\": \"{}\"}}\n", "a".repeat(10_000));
    sandbox.write("a.jsonl", line.repeat(2_000));
    let mut source = Source::new(&[sandbox.path("a.jsonl")], Box::new(std::io::empty()));
    assert!(source.next().unwrap().is_ok());
    let mut file = fs::OpenOptions::new().append(true).open(sandbox.path("a.jsonl")).unwrap();
    file.write_all(line.as_bytes()).unwrap();
    let last = source.last().unwrap().unwrap_err();
    assert!(last.reason.contains("changed while it was read"), "{last:?}");
}

#[test]
fn a_line_of_200_megabytes_is_refused_and_the_file_goes_on() {
    let long = || std::io::repeat(b'a').take(200 << 20);
    let first = || Cursor::new(b"{\"body\": \"x\"}\n".to_vec());
    let last = || Cursor::new(b"\n{\"body\": \"y\"}\n".to_vec());
    let found = read_input(first().chain(long()).chain(last()));
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(found[1].as_ref().unwrap_err().record, Some(2));
    let element = Cursor::new(b"[{\"body\": \"x\"}, {\"body\": \"".to_vec()).chain(long());
    let found = read_input(element.chain(Cursor::new(b"\"}, {\"body\": \"y\"}]".to_vec())));
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert!(reason(read_input(long())).contains("16 MB"));
    let row = Cursor::new(b"title,body\nA,b\nC,\"".to_vec()).chain(long());
    let found = read_input(row);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn brackets_in_brackets_are_counted_not_descended() {
    for deep in ["[".repeat(1 << 20), "{\"a\":".repeat(1 << 18)] {
        let found = read_bytes("x", format!("[{{\"body\": \"a\"}}, {deep}").as_bytes());
        assert!(found[0].is_ok());
        assert!(found[1].as_ref().unwrap_err().reason.contains("cut off"));
    }
    let sandbox = Sandbox::new();
    let deep = format!("[{{\"a\": {}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    sandbox.write("x.json", deep);
    let run = sandbox.run(&["parse", "x.json"]);
    assert_eq!(run.status, 3, "{run}");
}

#[test]
fn wide_characters_are_read_in_every_format_of_records() {
    for (name, format, _, bytes) in formats() {
        if matches!(format, Format::Html | Format::Text) {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let wide: Vec<u8> = format!("\u{feff}{}", text.trim_start_matches('\u{feff}'))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let found = read_bytes("x", &wide);
        assert_eq!(told(&found), told(&read_bytes("x", &bytes)), "{name}");
        assert!(found.iter().all(|it| it.as_ref().unwrap().encoding == "utf-16le"), "{name}");
    }
}

#[test]
fn short_records_follow_the_encoding_of_their_file() {
    let long = "Sáng nay, Đảng ủy xã Mây Hạ tổ chức hội nghị bàn về việc trồng chè ở các thôn, bản";
    let table = format!("title;body\nTin xã;{long}\nChợ;Mở rồi\n");
    let lines = format!("{{\"body\": \"{long}\"}}\n{{\"body\": \"Mở rồi\"}}\n");
    let array = format!("[{}]", lines.trim_end().replace('\n', ",\n"));
    for text in [table, lines, array] {
        let expected = told(&read_bytes("x", text.as_bytes()));
        for (encoding, bytes) in encoded(&text) {
            if !["windows-1258", "tcvn3", "vni-windows"].contains(&encoding) {
                continue;
            }
            let found = read_bytes("x", &bytes);
            assert_eq!(told(&found), expected, "{encoding}");
            assert!(found.iter().all(|it| it.as_ref().unwrap().encoding == encoding), "{found:?}");
        }
    }
}

#[test]
fn a_folder_leaves_out_what_its_ignore_files_name_but_not_what_git_does() {
    let sandbox = Sandbox::new();
    for name in ["a.txt", "b.txt", "c.txt", "d/e.txt", "d/f.log", ".g.txt"] {
        sandbox.write(&format!("kho/{name}"), "Tin");
    }
    sandbox.write("kho/.ignore", "b.txt\n");
    sandbox.write("kho/d/.tracuuignore", "*.log\n");
    sandbox.write("kho/.gitignore", "c.txt\n");
    sandbox.write(".ignore", "*.txt\n");
    let places = |paths: &[&str]| -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| sandbox.path(path)).collect();
        let source = Source::new(&paths, Box::new(std::io::empty()));
        source.map(|item| item.map_or_else(|it| it.reason, |it| it.place)).collect()
    };
    assert_eq!(places(&["kho"]), ["a.txt", "c.txt", "d/e.txt"]);
    assert_eq!(places(&["kho/b.txt", "kho/.g.txt"]), ["b.txt", ".g.txt"]);
    assert_eq!(places(&["kho", "kho/a.txt", "kho/./a.txt"]), ["c.txt", "d/e.txt", "a.txt"]);
    assert_eq!(places(&["kho/*.txt"]), ["a.txt", "c.txt"]);
    assert_eq!(places(&["kho/**/e*"]), ["d/e.txt"]);
    assert_eq!(places(&["kho/[cd]*"]), ["c.txt", "d/e.txt"]);
    assert_eq!(places(&["kho/*.html"]), ["matches no files"]);
    sandbox.write("kho/x[1].txt", "Tin");
    assert_eq!(places(&["kho/x[1].txt"]), ["x[1].txt"]);
}

#[test]
fn progress_reaches_what_was_measured() {
    let sandbox = Sandbox::new();
    sandbox.write("kho/a.txt", "Xã Mây Hạ họp");
    sandbox.write("kho/b.zip", zip(&[("c.txt", b"Tin")]));
    sandbox.write("kho/d.jsonl", "{\"body\": \"a\"}\n".repeat(1000));
    let paths = [sandbox.path("kho")];
    let totals = measure(&paths, &[]);
    let source = Source::new(&paths, Box::new(std::io::empty()));
    let progress = source.progress();
    assert_eq!((progress.files(), progress.bytes()), (0, 0));
    assert_eq!(source.count(), 1002);
    assert_eq!((totals.files, progress.files()), (3, 3));
    assert!(progress.bytes() >= totals.bytes, "{} of {}", progress.bytes(), totals.bytes);
    assert!(progress.path().ends_with("d.jsonl"));
}

#[test]
fn a_source_that_is_dropped_stops_reading() {
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let line = b"{\"body\": \"a\"}\n";
            for byte in into.iter_mut() {
                *byte = line[self.0 % line.len()];
                self.0 += 1;
            }
            Ok(into.len())
        }
    }
    let mut source = Source::new(&["-".into()], Box::new(Endless(0)));
    let progress = source.progress();
    assert!(source.next().unwrap().is_ok());
    drop(source);
    let settled = || {
        let before = progress.bytes();
        std::thread::sleep(std::time::Duration::from_millis(50));
        progress.bytes() == before
    };
    assert!((0..100).any(|_| settled()));
}

#[test]
fn a_cut_between_two_members_or_items_is_a_cut() {
    let whole = tar(&[("a.txt", b"Tin"), ("b.txt", b"Tin kia")]);
    let found = read_bytes("x", &whole[..1024]);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
    let last = found[1].as_ref().unwrap_err();
    assert!(last.path.ends_with("/x") && last.reason.contains("cut off"), "{last:?}");
    assert!(read_bytes("x", &whole).iter().all(Result::is_ok));
    for (name, _, count, bytes) in formats() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some(cut) = text.rfind("</item>").map(|at| at + 7).or(text.rfind("</feed>")) else {
            continue;
        };
        let found = read_bytes("x", &bytes[..cut]);
        assert_eq!(found.len(), count + 1, "{name}");
        let last = found[count].as_ref().unwrap_err();
        assert!(last.record.is_none() && last.reason.contains("cut off"), "{name}: {last:?}");
    }
}

#[test]
fn a_table_cut_down_to_its_header_is_named() {
    for table in ["title,body\n", "title,body", "title,body\n\n , \n"] {
        assert_eq!(reason(read_bytes("a.csv", table.as_bytes())), "holds no rows");
    }
}

#[test]
fn an_item_whose_first_tag_is_too_long_is_refused_and_the_next_one_read() {
    let item = "<item><title>Tin</title><description>Chợ mới mở.</description></item>";
    let head = Cursor::new(b"<rss version='2.0'><channel><title>B</title><item a='".to_vec());
    let long = |bytes: usize| std::io::repeat(b'a').take(bytes as u64);
    for bytes in [LIMIT, LIMIT + (8 << 20)] {
        let rest = Cursor::new(format!("'><title>x</title></item>{item}</channel></rss>"));
        let found = read_input(head.clone().chain(long(bytes)).chain(rest));
        assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true], "{bytes}");
        assert!(found[0].as_ref().unwrap_err().reason.contains("16 MB"));
    }
}

#[test]
fn an_object_with_a_list_and_a_text_is_a_record_whatever_comes_first() {
    let object = r#"{"id": "a1", "title": "Tin", "documents": [{"symbol": "05-CT/XM"}, 2], "items": [],
        "body": "Chợ mới mở."}"#;
    let value: Value = serde_json::from_str(object).unwrap();
    for text in [object.to_owned(), format!("{value:#}"), format!("[{object}]"), value.to_string()]
    {
        let found = told(&read_bytes("x", text.as_bytes()));
        let read: Vec<Value> =
            found.iter().map(|(_, _, text)| serde_json::from_str(text).unwrap()).collect();
        assert_eq!(read, std::slice::from_ref(&value), "{text}");
    }
    let list = "{\"title\": \"Nguồn\",\n\"items\": [{\"body\": \"a\"}, 1, {\"body\": \"b\"}";
    for (end, failures) in [("]}", 1), ("], \"n\": 2}", 1), ("", 2), ("], x}", 2)] {
        let found = read_bytes("x", format!("{list}{end}").as_bytes());
        let read: Vec<u64> = found.iter().flatten().filter_map(|raw| raw.record).collect();
        assert_eq!((read, found.len()), (vec![1, 3], 2 + failures), "{end}: {found:?}");
    }
}

#[test]
fn a_list_longer_than_a_record_is_read_element_by_element() {
    let body = "a".repeat(1 << 20);
    let elements: Vec<String> =
        (0..20).map(|n| format!("{{\"id\":{n},\"body\":\"{body}\"}}")).collect();
    let text = format!("{{\n\"data\": [{}],\n\"more\": [{{}}],\n\"n\": 20}}", elements.join(",\n"));
    let found = told(&read_bytes("x", text.as_bytes()));
    assert_eq!(found.into_iter().map(|(_, _, text)| text).collect::<Vec<_>>(), elements);
}

#[test]
fn what_parse_prints_can_be_read_again() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        "Xã Mây Hạ bàn về cây chè\n\n05/03/2024\n\nSáng nay, Đảng ủy xã Mây Hạ họp bàn thực hiện Chỉ thị số \
         05-CT/TW và Nghị quyết số 18-NQ/TW ở các thôn, bản.\n\nCác chi bộ sẽ họp trong tháng tới.\n",
    );
    let first = sandbox.run(&["parse", "a.txt"]).json();
    assert!(!first["documents"].as_array().unwrap().is_empty(), "{first:#}");
    sandbox.write("b.json", format!("{first:#}\n{first:#}\n"));
    let again = sandbox.run(&["parse", "b.json"]);
    assert_eq!(again.status, 0, "{again}");
    assert_eq!(again.lines().len(), 2, "{again}");
    for article in again.lines() {
        assert_eq!((&article["title"], &article["body"]), (&first["title"], &first["body"]));
    }
}

#[test]
fn a_digest_changes_with_all_that_makes_the_article() {
    let digest = |bytes: &[u8]| read_bytes("x", bytes)[0].as_ref().unwrap().digest;
    let feed = |channel: &str, built: &str| {
        digest(
            format!(
                "<rss version='2.0'><channel><title>{channel}</title><lastBuildDate>{built}\
                 </lastBuildDate><item><title>Tin</title><description>Chợ.</description></item>\
                 </channel></rss>"
            )
            .as_bytes(),
        )
    };
    assert_eq!(feed("Báo Mẫu", "1"), feed("Báo Mẫu", "2"));
    assert_ne!(feed("Báo Mẫu", "1"), feed("Báo Mới", "1"));
    let page = |url: &str, kind: &str| {
        let block = http(&format!("Content-Type: {kind}"), b"<p>Caf\xe9 m\xf9a n\xe0y</p>");
        let record = String::from_utf8(warc_record("response", b"")).unwrap();
        let record = record.replace("https://mau.example/a.html", url);
        let record =
            record.replace("Content-Length: 0", &format!("Content-Length: {}", block.len()));
        digest(&[record.trim_end().as_bytes(), b"\r\n\r\n", &block, b"\r\n\r\n"].concat())
    };
    let latin = "text/html; charset=iso-8859-15";
    let here = page("https://mau.example/a", latin);
    assert_eq!(here, page("https://mau.example/a", latin));
    assert_ne!(here, page("https://mau.example/b", latin));
    assert_ne!(here, page("https://mau.example/a", "text/html; charset=iso-8859-2"));
    assert_ne!(here, page("https://mau.example/a", "text/plain; charset=iso-8859-15"));
}

#[test]
fn headers_of_a_tar_archive_are_not_held_whatever_they_say() {
    let long = "thang-5/".repeat(40) + "a.txt";
    let large = "Xã Mây Hạ họp. ".repeat(200_000);
    let found = read_bytes("x", &tar(&[("a.txt", large.as_bytes()), (&long, b"Tin")]));
    assert!(found[1].as_ref().unwrap().path.ends_with(&long), "{found:?}");
    for kind in [tar::EntryType::GNULongName, tar::EntryType::GNULongLink, tar::EntryType::XHeader]
    {
        let mut header = tar::Header::new_gnu();
        header.set_path("x").unwrap();
        header.set_entry_type(kind);
        header.set_size(1 << 40);
        header.set_cksum();
        let start = tar(&[("a.txt", b"Tin")]);
        let input = Cursor::new([&start[..1024], header.as_bytes()].concat())
            .chain(std::io::repeat(b'a').take(1 << 40));
        let mut source = Source::new(&["-".into()], Box::new(input));
        assert!(source.next().unwrap().is_ok());
        let why = source.next().unwrap().unwrap_err();
        assert!(why.path == "-" && why.reason.contains("longer than 1 MB"), "{why:?}");
        assert!(source.next().is_none());
        assert!(source.progress().bytes() < 2 << 20, "{}", source.progress().bytes());
    }
}

#[cfg(unix)]
#[test]
fn what_the_run_writes_is_left_out_of_every_walk() {
    let sandbox = Sandbox::new();
    sandbox.write("kho/a.txt", "Tin");
    sandbox.write("kho/b/report.jsonl", "{\"body\": \"a\"}");
    sandbox.write("kho/c/report.jsonl", "{\"body\": \"a\"}");
    std::os::unix::fs::symlink("b/report.jsonl", sandbox.path("kho/lien-ket")).unwrap();
    let without = [sandbox.path("kho/../kho/b/report.jsonl"), sandbox.path("kho/not-yet")];
    let read = |name: &str| -> Vec<String> {
        let source = Source::new(&[sandbox.path(name)], Box::new(std::io::empty()));
        let told = source.without(&without).map(|it| it.map_or_else(|it| it.reason, |it| it.place));
        told.collect()
    };
    assert_eq!(read("kho"), ["a.txt", "c/report.jsonl#1"]);
    assert_eq!(read("kho/**/*"), ["a.txt", "c/report.jsonl#1"]);
    assert_eq!(read("kho/lien-ket"), ["is written by this run, so it is not read"]);
    assert_eq!(measure(&[sandbox.path("kho")], &without).files, 2);
    sandbox.write("kho/not-yet", "Tin");
    assert_eq!(read("kho"), ["a.txt", "c/report.jsonl#1"]);
}

fn beginnings() -> impl Strategy<Value = Vec<u8>> {
    let mut all: Vec<Vec<u8>> = formats().into_iter().map(|(_, _, _, bytes)| bytes).collect();
    let packed: Vec<Vec<u8>> =
        all.iter().take(3).flat_map(|bytes| containers(bytes)).map(|(_, bytes)| bytes).collect();
    all.extend(packed);
    all.extend([b"%PDF-1.4\n".to_vec(), b"WARC/1.0\r\n".to_vec(), Vec::new()]);
    (prop::sample::select(all), any::<prop::sample::Index>())
        .prop_map(|(bytes, cut)| bytes[..cut.index(bytes.len() + 1)].to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_under_any_name_give_documents_or_failures(
        head in beginnings(),
        tail in prop::collection::vec(any::<u8>(), 0..200),
        flip in any::<prop::sample::Index>(),
        name in "[a-z]{1,3}(\\.(txt|csv|tsv|jsonl|json|html|zip|gz|tar|warc|xml|pdf))?",
    ) {
        let mut bytes = [head, tail].concat();
        if !bytes.is_empty() {
            let at = flip.index(bytes.len());
            bytes[at] ^= 0x11;
        }
        for item in read_bytes(&name, &bytes) {
            match item {
                Ok(raw) => prop_assert!(!raw.text.trim().is_empty()),
                Err(failure) => prop_assert!(!failure.reason.is_empty()),
            }
        }
    }
}

/// Title, day and signature of every article of `corpus/formats`, as a reader of the files would say them.
#[test]
fn each_file_of_the_formats_folder_is_read_as_a_person_reads_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats");
    let run = Sandbox::new().run(&["parse", folder.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run}");
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let told = run.lines().into_iter().map(|article| {
        let day: String = text(&article["published"]["iso"]).chars().take(10).collect();
        let (title, name) = (text(&article["title"]), text(&article["bylines"][0]["name"]));
        assert!(article["lead"].is_string(), "{title}");
        (text(&article["source"]["format"]), text(&article["source"]["encoding"]), title, day, name)
    });
    let told: Vec<String> =
        told.map(|(a, b, c, d, e)| format!("{a} {b} | {c} | {d} | {e}")).collect();
    assert_eq!(
        told,
        [
            "csv utf-8 | Sổ trực chợ của ba chi bộ | 2022-03-14 | Quan Thị Mẫu",
            "csv utf-8 | Nghị quyết một trang | 2023-08-02 | Kha Văn Mẫu",
            "json utf-8 | Cây cầu mang tên tháng họp | 2021-04-20 | Hạ Thị Mẫu",
            "text tcvn3 | Đảng ủy xã Khe Vàng chấm công cho cuộc họp | 2000-09-22 | Vàng Văn Mẫu",
            "feed utf-8 | Một đêm đọc hết thư góp ý | 2026-05-28 | -",
            "html utf-8 | Ba lần trải chiếu giữa sân kho | 2024-05-16 | Ma Thị Mẫu",
            "html utf-8 | Bản Khun đếm lại sổ đảng viên đi làm ăn xa | 2006-11-07 | Lường Khoa",
        ]
    );
}
