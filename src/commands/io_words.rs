/*!
What the system reports about files, in Chinese.
*/

use nix::errno::Errno;
use std::io::{self, ErrorKind};

/// An input or output error as a text for people.
pub fn in_words(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有这个文件或文件夹",
        ErrorKind::IsADirectory => "这是文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "超过了磁盘配额",
        ErrorKind::FileTooLarge => "文件大小超过了限制",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::InvalidFilename => "文件名太长，或有不能用的字符",
        ErrorKind::InvalidInput => "名称里有不能用的字符",
        ErrorKind::InvalidData => "内容不合规定",
        ErrorKind::UnexpectedEof => "内容在中途断了",
        ErrorKind::BrokenPipe => "对方已经关闭",
        ErrorKind::TimedOut => "等了太久没有回答",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被别的程序占用",
        ErrorKind::StaleNetworkFileHandle => "网络磁盘上的这个文件已经不在",
        _ => return by_number(error.raw_os_error().map(Errno::from_raw)),
    };
    words.to_owned()
}

/// What the standard library has no kind for.
fn by_number(number: Option<Errno>) -> String {
    match number {
        Some(Errno::ELOOP) => "符号链接绕成了圈，找不到文件".to_owned(),
        Some(Errno::EIO) => "磁盘读写出错".to_owned(),
        Some(Errno::EMFILE | Errno::ENFILE) => "打开的文件太多".to_owned(),
        Some(Errno::EAGAIN) => "进程或线程太多，或暂时没有内容".to_owned(),
        Some(Errno::ENXIO | Errno::ENODEV) => "设备不在，或不能打开".to_owned(),
        Some(number) => format!("系统错误 {}", number as i32),
        None => "读写出错".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_told_in_english() {
        for number in 1..=133 {
            let words = in_words(&io::Error::from_raw_os_error(number));
            assert!(
                !words.contains(|c: char| c.is_ascii_alphabetic()),
                "{words}"
            );
        }
        assert!(
            in_words(&io::Error::other("stream did not contain valid UTF-8")).starts_with("读写")
        );
    }
}
