/*!
What can keep notes from being read or written, each with what to do about it.
*/

use crate::sqlite::{Fault, Flaw, in_words};
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the notes did not do what they were asked.
#[derive(Debug, Error)]
pub enum NotesError {
    /// The user has no folder.
    #[error("找不到用户数据文件夹；用 --notes 或 LKX_NOTES 指定笔记文件")]
    NoPlace,
    /// The file is something else.
    #[error("{} 不是 lkx 的笔记；没有改动它", .0.display())]
    NotNotes(PathBuf),
    /// A newer program made it.
    #[error("{} 由更新的 lkx 写成；请升级 lkx", .0.display())]
    Newer(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{} 不可写，笔记没有存下；用 --notes 或 LKX_NOTES 指定别处", .0.display())]
    ReadOnly(PathBuf),
    /// The folder cannot be made.
    #[error("建不了文件夹 {}，笔记没有存下；用 --notes 或 LKX_NOTES 指定别处", .0.display())]
    Folder(PathBuf),
    /// The disk has no room.
    #[error("磁盘已满，笔记没有存下：{}", .0.display())]
    Full(PathBuf),
    /// Another process is writing and did not finish in time.
    #[error("另一个进程正在写 {}；笔记没有存下，请稍后再试", .0.display())]
    Locked(PathBuf),
    /// The note was changed by another session meanwhile.
    #[error("另一个会话刚改过这条笔记；没有删去，请再看一遍")]
    ChangedMeanwhile,
    /// Its schema holds what the program did not make.
    #[error("笔记 {} 的结构被改动过：{what}。没有读写其中的内容；请从备份恢复，或用 --notes 指定别处", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is there, or lacking, by its name.
        what: String,
    },
    /// The file is damaged, or somebody changed what it holds.
    #[error("笔记 {} 已损坏：{detail}。请从备份恢复，或用 --notes 指定别处", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The note, and what is wrong with it, in words.
        detail: String,
    },
    /// A question did not end.
    #[error("查询笔记 {} 太久没有结束，已停止；文件可能被改动过", .0.display())]
    Endless(PathBuf),
    /// Anything else that SQLite reports.
    #[error("读写笔记 {} 时出错：{}", path.display(), in_words(cause))]
    Other {
        /// The file.
        path: PathBuf,
        /// SQLite's error.
        cause: rusqlite::Error,
    },
}

impl NotesError {
    /// Why a file was not opened.
    pub(super) fn refused(fault: Fault, path: &Path) -> Self {
        let path = path.to_owned();
        match fault {
            Fault::NotOurs => Self::NotNotes(path),
            Fault::Newer(_) => Self::Newer(path),
            Fault::Foreign(what) => Self::Foreign { path, what },
            Fault::Damaged(detail) => Self::Damaged { path, detail },
            Fault::Sql(error) => Self::of(error, &path),
        }
    }

    /// Why stored notes were not taken.
    pub(super) fn flawed(flaw: Flaw, path: &Path) -> Self {
        match flaw {
            Flaw::Sql(error) => Self::of(error, path),
            Flaw::Damaged { at, what } => Self::Damaged {
                path: path.to_owned(),
                detail: format!("{at}：{what}"),
            },
        }
    }

    /// The meaning of a database error on a file.
    pub(super) fn of(error: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotNotes(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly(path)
            }
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::OperationInterrupted) => Self::Endless(path),
            Some(ErrorCode::DatabaseCorrupt) | None => Self::Damaged {
                path,
                detail: in_words(&error),
            },
            _ => Self::Other { path, cause: error },
        }
    }
}
