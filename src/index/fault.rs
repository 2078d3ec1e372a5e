//! The engine's errors as ours: the kind a caller can act on and words for a person. The engine's own
//! messages are partly debug dumps, so they are kept as the cause and never shown alone.

use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use crate::error::{Error, ErrorKind};

/// What an engine error means for the index at `dir`.
pub(crate) fn engine(dir: &Path, cause: TantivyError) -> Error {
    let at = dir.display();
    let (kind, message) = match &cause {
        TantivyError::LockFailure(LockError::LockBusy, _) => (
            ErrorKind::Locked,
            format!("the index at {at} is being written by another process; wait for it to end"),
        ),
        TantivyError::LockFailure(LockError::IoError(io), _) => {
            (ErrorKind::Io, format!("the index at {at} cannot be written: {io}"))
        }
        TantivyError::IoError(io) if io.kind() == std::io::ErrorKind::Other => {
            // The checksums of the store say so; the operating system never does.
            (ErrorKind::Damaged, format!("the index at {at} is damaged ({io}); {AGAIN}"))
        }
        TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => (
            ErrorKind::Version,
            format!("the index at {at} was made by another version of the engine; {AGAIN}"),
        ),
        TantivyError::IoError(io) => {
            (ErrorKind::Io, format!("the index at {at} cannot be read or written: {io}"))
        }
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: io, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: io, .. }) => {
            (ErrorKind::Io, format!("the index at {at} cannot be read or written: {io}"))
        }
        TantivyError::OpenWriteError(_) => {
            (ErrorKind::Io, format!("the index at {at} cannot be written"))
        }
        // Only threads that write and merge report so; what they read was read before.
        TantivyError::ErrorInThread(_) | TantivyError::SystemError(_) => (
            ErrorKind::Io,
            format!(
                "writing to the index at {at} failed; is the disk full? It stands as last committed"
            ),
        ),
        _ => (ErrorKind::Damaged, format!("the index at {at} is damaged; {AGAIN}")),
    };
    Error::new(kind, message).because(cause)
}

/// The way out of an index that this program cannot use.
pub(crate) const AGAIN: &str = "ingest its sources again into a new directory given by --index";
