/*!
What the system reports about files, in Chinese.

Every error of input or output that people are told of passes here: what the system or a
crate says of it is English, and may hold paths that mean nothing to anybody.
*/

use std::error::Error;
use std::io::{self, ErrorKind};

/// An input or output error as a text for people.
pub fn in_words(error: &io::Error) -> String {
    if let Some(words) = system_number(error).and_then(of_system) {
        return words.to_owned();
    }
    if let Some(words) = of_kind(error.kind()) {
        return words.to_owned();
    }
    match system_number(error) {
        Some(number) => format!("系统错误 {number}"),
        None => of_text(&error.to_string()),
    }
}

/// A sentence of our own is Chinese; any other says nothing to people.
fn of_text(text: &str) -> String {
    if text.is_ascii() {
        "读写出错".to_owned()
    } else {
        text.to_owned()
    }
}

/// The number of the system's error, which crates wrap into errors of their own.
fn system_number(error: &io::Error) -> Option<i32> {
    if let Some(number) = error.raw_os_error() {
        return Some(number);
    }
    let mut inner: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(cause) = inner {
        let io_error = cause.downcast_ref::<io::Error>();
        if let Some(number) = io_error.and_then(io::Error::raw_os_error) {
            return Some(number);
        }
        inner = cause.source();
    }
    None
}

#[cfg(unix)]
fn of_system(number: i32) -> Option<&'static str> {
    use nix::errno::Errno;
    Some(match Errno::from_raw(number) {
        Errno::ELOOP => "链接绕成了圈，或者层数太多",
        Errno::ENAMETOOLONG => "名称太长",
        Errno::EFBIG => "超出了一个文件的大小上限（ulimit -f）",
        Errno::EDQUOT => "用完了磁盘配额",
        Errno::EMFILE | Errno::ENFILE => "打开的文件太多",
        Errno::ENOTDIR => "路径中有一段不是文件夹",
        Errno::EIO => "磁盘读写出错",
        Errno::ENXIO | Errno::ENODEV => "设备不在",
        Errno::ESTALE => "网络共享上的文件已不在",
        Errno::EBUSY | Errno::ETXTBSY => "文件正被使用",
        Errno::EPERM => "没有权限",
        Errno::EBADF => "已经关闭",
        Errno::ENOEXEC => "不是可执行的程序",
        _ => return None,
    })
}

#[cfg(not(unix))]
fn of_system(_number: i32) -> Option<&'static str> {
    None
}

fn of_kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "用完了磁盘配额",
        ErrorKind::FileTooLarge => "超出了一个文件的大小上限",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::BrokenPipe => "管道的另一端已关闭",
        ErrorKind::UnexpectedEof => "内容不完整",
        ErrorKind::WriteZero => "没有写完",
        ErrorKind::TimedOut => "等得太久",
        ErrorKind::Interrupted => "被中断",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::ResourceBusy => "文件正被使用",
        ErrorKind::InvalidFilename => "名称不能用",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn no_error_of_the_system_is_told_in_english() {
        for number in 1..134 {
            let words = in_words(&io::Error::from_raw_os_error(number));
            assert!(!words.is_ascii(), "{number}: {words}");
        }
        let wrapped = io::Error::other(io::Error::from_raw_os_error(40));
        assert!(in_words(&wrapped).contains("链接"));
        let crates = io::Error::other("Too many levels of symbolic links at path \"/build\"");
        assert_eq!(in_words(&crates), "读写出错");
    }
}
