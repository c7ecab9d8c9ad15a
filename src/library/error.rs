/*!
What can keep a library from being read or written, each with what to do about it.
*/

use super::DocumentId;
use crate::sqlite::{Fault, Flaw, in_words};
use rusqlite::{ErrorCode, ffi};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the library did not do what it was asked.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// No file lies there.
    #[error("没有这个库：{}。用 lkx import 建立，或用 --library 指定另一个", .0.display())]
    NotThere(PathBuf),
    /// The file is something else.
    #[error("{} 不是 lkx 的库；没有改动它", .0.display())]
    NotALibrary(PathBuf),
    /// A newer program made it.
    #[error("{} 由更新的 lkx 建立（格式 {version}，本程序只认到 {known}）；请升级 lkx", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        version: i32,
        /// The newest version that this program knows.
        known: i32,
    },
    /// An older program made it, and a reader may not change it.
    #[error("{} 是旧格式（{version}，现为 {known}）；在可写的地方运行一次 lkx import 文件或文件夹，内容会全部转入新格式", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        version: i32,
        /// The version of this program.
        known: i32,
    },
    /// The file or its folder cannot be written.
    #[error("{} 不可写：文件或所在文件夹是只读的。没有存入任何内容", .0.display())]
    ReadOnly(PathBuf),
    /// An import was killed halfway, and its traces cannot be rolled back from here.
    #[error("{} 上次导入中断，需要先复原，而此处不可写；在可写的地方运行一次 lkx list 即可，数据没有丢失", .0.display())]
    Interrupted(PathBuf),
    /// The folder for a new library cannot be made.
    #[error("无法建立文件夹 {}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file may not be read.
    #[error("没有读取 {} 的权限", .0.display())]
    Unreadable(PathBuf),
    /// The disk has no room.
    #[error("磁盘已满，{} 没有改动；腾出空间后再试", .0.display())]
    Full(PathBuf),
    /// Another process is writing and did not finish in time.
    #[error("另一个进程正在写 {}；稍后再试，没有丢失任何内容", .0.display())]
    Locked(PathBuf),
    /// Its schema holds what the program did not make.
    #[error("{} 的结构被改动过：{what}。没有读取其中的内容；请从备份恢复，或用公开文件重新导入到新库", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is there, or lacking, by its name.
        what: String,
    },
    /// The file is damaged, or somebody changed what it holds.
    #[error("{} 已损坏：{detail}。请从备份恢复或重新导入；lkx library check 列出所有损坏之处", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The document that it shows in, where it is one.
        document: Option<DocumentId>,
        /// The document and its row, and what is wrong there, in words.
        detail: String,
    },
    /// A question did not end.
    #[error("查询 {} 太久没有结束，已停止；文件可能被改动过，用 lkx library check 核对", .0.display())]
    Endless(PathBuf),
    /// A budget that is to be stored contradicts itself.
    #[error("没有存入：{0}")]
    Contradictory(String),
    /// The document was replaced meanwhile.
    #[error("编号为 {0} 的文件刚被另一次导入替换；没有移除，请再看一遍")]
    NotCurrent(i64),
    /// There is no such document.
    #[error("库中没有编号为 {0} 的文件")]
    NoDocument(i64),
    /// Anything else that SQLite reports.
    #[error("读写 {} 时出错：{}", path.display(), in_words(cause))]
    Other {
        /// The file.
        path: PathBuf,
        /// SQLite's error.
        cause: rusqlite::Error,
    },
}

impl LibraryError {
    /// Why a file was not opened.
    pub(super) fn refused(fault: Fault, path: &Path) -> Self {
        let path = path.to_owned();
        match fault {
            Fault::NotOurs => Self::NotALibrary(path),
            Fault::Newer(version) => Self::Newer {
                path,
                version,
                known: super::schema::version(),
            },
            Fault::Foreign(what) => Self::Foreign { path, what },
            Fault::Damaged(detail) => Self::Damaged {
                path,
                document: None,
                detail,
            },
            Fault::Sql(error) => Self::of(error, &path),
        }
    }

    /// Why stored rows were not taken.
    pub(super) fn flawed(flaw: Flaw, document: Option<DocumentId>, path: &Path) -> Self {
        match flaw {
            Flaw::Sql(error) => Self::of(error, path),
            Flaw::Damaged { at, what } => Self::Damaged {
                path: path.to_owned(),
                document,
                detail: format!("{at}：{what}"),
            },
        }
    }

    /// The meaning of a database error on a file.
    pub fn of(error: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        if extended_code(&error) == Some(ffi::SQLITE_READONLY_ROLLBACK) {
            return Self::Interrupted(path);
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotALibrary(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly(path)
            }
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::OperationInterrupted) => Self::Endless(path),
            Some(ErrorCode::DatabaseCorrupt) | None => Self::Damaged {
                path,
                document: None,
                detail: in_words(&error),
            },
            _ => Self::Other { path, cause: error },
        }
    }
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}
