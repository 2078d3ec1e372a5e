//! Saved web pages beside text: what `parse` and `ingest` make of them.

use crate::harness::Sandbox;

const PAGE: &str = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bản Nà Lướt làm đường | Báo Suối Mây</title>
<link rel='canonical' href='https://baosuoimay.example/xa-hoi/ban-na-luot-lam-duong-12.html'></head><body>
<h1>Bản Nà Lướt làm đường</h1><div class='date'>Thứ Sáu, 05/04/2024 09:27</div><div class='entry-content'>
<p><b>Sau bốn kỳ họp chi bộ, con đường dài hai cây số vào bản Nà Lướt đã được đổ bê tông xong trước mùa mưa.</b></p>
<p>Bí thư chi bộ bản nói rằng việc khó nhất là vận động các hộ hiến đất, vì mảnh nào cũng nằm ngay gần nhà.</p>
<p>Đảng ủy xã giao mỗi đảng viên phụ trách năm hộ, ghi sổ và báo cáo vào ngày mười hằng tháng cho chi bộ.</p>
<p align='right'><b>Lò Thị Mẫu</b></p></div></body></html>";

#[test]
fn a_saved_page_is_read_as_an_article() {
    let sandbox = Sandbox::new();
    sandbox.write("duong.html", PAGE);
    let run = sandbox.run(&["parse", "duong.html"]);
    assert_eq!(run.status, 0, "{run}");
    let article = run.json();
    assert_eq!(article["title"], "Bản Nà Lướt làm đường");
    assert_eq!(article["published"]["iso"], "2024-04-05T09:27:00+07:00");
    assert_eq!(article["outlet"]["id"], "baosuoimay");
    assert_eq!(article["bylines"][0]["name"], "Lò Thị Mẫu");
    assert_eq!(article["source"]["format"], "html");
    assert_eq!(article["url"], "https://baosuoimay.example/xa-hoi/ban-na-luot-lam-duong-12.html");
}

#[test]
fn a_page_without_an_article_is_named_and_the_rest_goes_in() {
    let sandbox = Sandbox::new();
    sandbox.write("trang/duong.html", PAGE);
    sandbox.write(
        "trang/rong.html",
        "<html><head><title>Báo Suối Mây</title></head><body></body></html>",
    );
    let run = sandbox.run(&["ingest", "trang"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(run.stderr.contains("rong.html: holds no article"), "{run}");
    let run = sandbox.run(&["search", "hiến đất"]);
    assert_eq!(run.status, 0, "{run}");
}
