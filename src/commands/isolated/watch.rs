/*!
The clock that the parent holds over a child.

What a document may take is counted in the child's own time on the processor, so that a
machine that is busy with other things fails no document; a far wider bound of time on the wall ends
a child that waits and does not work.
*/

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How many times as long the wall clock may take as the processor (a machine with ten others at work on each
/// core is busy, not broken), and what it may take at least.
const WAITING: u32 = 20;
const WAITING_AT_LEAST: Duration = Duration::from_secs(10);

/// Waits for what `talk` hears of the child; none where the time of its document is up, and then
/// it is dead.
pub fn hear<T>(child: &Child, time: Duration, talk: &Receiver<T>) -> Option<T> {
    let (start, worked) = (Instant::now(), processor_time(child));
    let wall = time
        .saturating_mul(WAITING)
        .saturating_add(WAITING_AT_LEAST);
    loop {
        // One thread cannot use up its time sooner than the clock on the wall.
        let left = time
            .saturating_sub(processor_time(child).saturating_sub(worked))
            .min(wall.saturating_sub(start.elapsed()));
        match talk.recv_timeout(left) {
            Ok(heard) => return Some(heard),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) if left.is_zero() => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    end(child);
    None
}

/// Ends a child, and whatever it may have started.
pub fn end(child: &Child) {
    if let Ok(id) = i32::try_from(child.id()) {
        // One that has ended by itself is no matter.
        let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
    }
}

/// The time that a child has worked so far.
#[cfg(target_os = "linux")]
pub fn processor_time(child: &Child) -> Duration {
    let id = i32::try_from(child.id()).map(Pid::from_raw);
    id.ok()
        .and_then(|id| nix::time::ClockId::pid_cpu_clock_id(id).ok())
        .and_then(|clock| clock.now().ok())
        .map_or(Duration::ZERO, Duration::from)
}

/// Where the time on the processor is not told, there is the wall clock, and the child's own limit.
#[cfg(not(target_os = "linux"))]
pub fn processor_time(_: &Child) -> Duration {
    Duration::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};
    use std::sync::mpsc::channel;

    #[test]
    fn a_child_that_works_on_is_ended() {
        use std::os::unix::process::CommandExt;
        let mut child = Command::new("/bin/sh")
            .args(["-c", "while :; do :; done"])
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let (talk, heard) = channel::<()>();
        assert_eq!(hear(&child, Duration::from_millis(20), &heard), None);
        assert!(!child.wait().unwrap().success());
        drop(talk);
    }
}
