/*!
What the system reports about files, in Chinese where it is common.
*/

use std::io::{self, ErrorKind};

/// An input or output error as a text for people.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        ErrorKind::PermissionDenied => "没有权限".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        ErrorKind::StorageFull => "磁盘已满".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        _ => error.to_string(),
    }
}
