/*!
Notes are for the eyes of their writer: the file, and the folder that is made for it.

A folder that holds nothing but the notes is closed to others. One that holds more is the
user's own affair, and is only said to be open; what lies in the file stays unreadable.
*/

use super::NotesError;
use crate::sqlite::{BESIDE, beside};
use std::fs::{DirBuilder, OpenOptions};
use std::path::{Path, PathBuf};

/// Makes the file and its folder where they are missing, for the user's eyes alone. What is
/// there must be notes already, or blank.
pub(super) fn make_private(path: &Path) -> Result<(), NotesError> {
    let mut folders = DirBuilder::new();
    folders.recursive(true);
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folders.mode(0o700);
        file.mode(0o600);
    }
    if let Some(folder) = folder_of(path) {
        folders
            .create(folder)
            .map_err(|_| NotesError::Folder(folder.to_owned()))?;
    }
    let made = file
        .open(path)
        .map_err(|_| NotesError::ReadOnly(path.to_owned()))?;
    // Also a file that came from elsewhere is for the user's eyes alone.
    #[cfg(unix)]
    close_to_others(&made, 0o600).map_err(|_| NotesError::ReadOnly(path.to_owned()))?;
    drop(made);
    #[cfg(unix)]
    if let Some(folder) = folder_of(path).filter(|_| has_its_own_folder(path)) {
        // A folder of somebody else's cannot be closed, and is told of instead.
        let _ = std::fs::File::open(folder).and_then(|folder| close_to_others(&folder, 0o700));
    }
    Ok(())
}

/// The folder of the notes, where others may enter it.
pub(super) fn open_folder(path: &Path) -> Option<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder_of(path)?;
        let mode = folder.metadata().ok()?.permissions().mode();
        (mode & 0o077 != 0).then(|| folder.to_owned())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(unix)]
fn close_to_others(file: &std::fs::File, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if file.metadata()?.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// Whether nothing lies in the folder but the notes and what SQLite puts beside them.
#[cfg(unix)]
fn has_its_own_folder(path: &Path) -> bool {
    let Some(entries) = folder_of(path).and_then(|folder| folder.read_dir().ok()) else {
        return false;
    };
    let is_ours = |found: &Path| {
        found.file_name() == path.file_name()
            || BESIDE
                .iter()
                .any(|ending| found.file_name() == beside(path, ending).file_name())
    };
    entries.flatten().all(|entry| is_ours(&entry.path()))
}
