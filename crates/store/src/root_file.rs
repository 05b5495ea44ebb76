//! Where the root lies: outside the data, in a file only its owner may read, a systemd credential, or the environment.

use crate::edge::Chance;
use crate::error::Error;
use crate::keys::{Key, Root};
use std::io::Write;
use std::path::Path;

/// Writes a file that only its owner may read.
/// Errors: when it exists already, or cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed =
        |e: std::io::Error| Error::Unwritable(format!("{} cannot be written: {e}", path.display()));
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(failed)
}

/// Reads the root from a file, or makes it there on the first run.
/// Returns the root, and whether it was made just now (then the recovery sheet is printed).
pub fn read_or_make(path: &Path, chance: &Chance, may_make: bool) -> Result<(Root, bool), Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            refuse_open_to_others(path)?;
            Ok((parse(&text)?, false))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_make => {
            let root = Root::new(1, Key::fresh(chance));
            write_private(path, written(&root).as_bytes())?;
            Ok((root, true))
        }
        Err(error) => Err(Error::engine(format!(
            "the root key {} cannot be read: {error}",
            path.display()
        ))),
    }
}

#[cfg(unix)]
fn refuse_open_to_others(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)
        .map_err(|e| {
            Error::engine(format!(
                "the root key {} cannot be read: {e}",
                path.display()
            ))
        })?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(Error::engine(format!(
            "the root key {} can be read by others: give it mode 0600",
            path.display()
        )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_open_to_others(_: &Path) -> Result<(), Error> {
    Ok(())
}

/// The root as its file holds it.
pub fn written(root: &Root) -> String {
    let hex: String = root
        .key()
        .bytes()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    format!("throughcare-root {} {hex}\n", root.epoch)
}

/// Reads `throughcare-root EPOCH HEX`.
pub fn parse(text: &str) -> Result<Root, Error> {
    let wrong =
        || Error::engine("the root key is not of the form `throughcare-root EPOCH HEX`".into());
    let mut parts = text.split_whitespace();
    let (Some("throughcare-root"), Some(epoch), Some(hex), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong());
    };
    let epoch: i64 = epoch.parse().map_err(|_| wrong())?;
    if hex.len() != 64 || !hex.is_ascii() {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
    }
    Ok(Root::new(epoch, Key::new(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_read_back_and_an_open_file_is_refused() {
        let folder = std::env::temp_dir().join(format!("throughcare-root-{}", std::process::id()));
        let path = folder.join("root.key");
        let _ = std::fs::remove_dir_all(&folder);
        let chance = Chance::seeded(3);
        assert!(read_or_make(&path, &chance, false).is_err());
        let (made, new) = read_or_make(&path, &chance, true).unwrap();
        assert!(new);
        let (read, new) = read_or_make(&path, &chance, true).unwrap();
        assert!(!new);
        assert_eq!(made.key().bytes(), read.key().bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(read_or_make(&path, &chance, true).is_err());
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
