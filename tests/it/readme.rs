//! What both READMEs print is what the example runs.

const EXAMPLE: &str = include_str!("../../examples/vietnamese_search.rs");
const READMES: [&str; 2] = [include_str!("../../README.md"), include_str!("../../README.vi.md")];

/// The lines of the example between its two marks, without their indentation.
fn shown() -> String {
    let (_, rest) = EXAMPLE.split_once("// README: begin\n").expect("a mark");
    let (lines, _) = rest.split_once("    // README: end").expect("a mark");
    lines.lines().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned() + "\n").collect()
}

#[test]
fn the_lines_of_the_example_stand_in_both() {
    let lines = shown();
    assert_eq!(lines.lines().count(), 10);
    for readme in READMES {
        assert!(readme.contains(&lines), "{lines}");
    }
}

#[test]
fn the_versions_they_name_are_the_ones_built_with() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, rest) = manifest.split_once("\ntantivy = { version = \"").expect("the engine");
    let (tantivy, _) = rest.split_once('"').expect("a version");
    let own = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    for readme in READMES {
        assert!(readme.contains(&format!("tantivy = \"{tantivy}\"")));
        assert!(readme.contains(&format!("tracuu = {{ version = \"{own}\"")));
    }
}
