//! What stands for the reader of PDF files where it was not built.

/// # Errors
/// Always: which feature is missing.
pub(crate) fn text(_: &[u8]) -> Result<String, String> {
    Err("looks like PDF, which this program was built without; build it with `--features pdf`"
        .to_owned())
}
