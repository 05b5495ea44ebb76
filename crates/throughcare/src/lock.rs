//! One program at a time serves one SQLite file.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use throughcare_store::house::Place;

/// Held while the program serves; it goes with the process, however that ends.
pub struct Lock {
    _file: Option<File>,
}

/// Takes the lock that lies beside a SQLite file, making the folder where there is none.
/// Errors: when another program serves it, or the folder cannot be written.
pub fn take(place: &Place) -> Result<Lock, String> {
    let Place::Sqlite { file } = place else {
        return Ok(Lock { _file: None });
    };
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)
            .map_err(|e| format!("the folder {} cannot be made: {e}", folder.display()))?;
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let path = Path::new(&name);
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|e| format!("{} cannot be written: {e}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(lock) }),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another Throughcare is serving {} already: end that one first, or name another database",
            file.display()
        )),
        Err(TryLockError::Error(e)) => Err(format!("{} cannot be locked: {e}", path.display())),
    }
}
