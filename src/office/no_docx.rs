//! What stands for the reader of DOCX files where it was not built.

/// # Errors
/// Always: which feature is missing.
pub(crate) fn text(_: &[u8]) -> Result<String, String> {
    Err("looks like DOCX, which this program was built without; build it with `--features docx`"
        .to_owned())
}
