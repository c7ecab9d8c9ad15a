/*!
When the next frame is drawn.

Only what a person did may hold a frame back, for a moment that ends by itself: a page that
was asked for may come within it, and a page that flashes by is worse than the old one. No
answer that is awaited in the background, of whatever kind, holds anything: what it brings
makes a frame due, and how often that may happen is bounded too. Every time is handed in, so
that all of this can be tested without a clock.
*/

use std::time::{Duration, Instant};

/// How long a page that was asked for may keep the frame before it on the screen, and how long
/// any change may go unseen.
pub const CALM: Duration = Duration::from_millis(100);
/// The same for the hits of a search: what is typed must appear sooner.
pub const CALM_WHILE_TYPING: Duration = Duration::from_millis(12);
/// The same for the first frame, before which there is nothing but a blank screen.
pub const CALM_AT_START: Duration = Duration::from_millis(8);
/// Counts that come one after the other are shown no more often than this.
const BETWEEN_COUNTS: Duration = Duration::from_millis(250);
/// How long input is worked through before the frame is looked at again.
pub const STRETCH: Duration = Duration::from_millis(40);

/// What makes the frame on the screen out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The page is another one, whole.
    Page,
    /// A person asked for a page that is not there yet: it may keep the frame for so long.
    AskedFor(Duration),
    /// Some counts on the page.
    Counts,
}

/// When the frame on the screen is to be replaced.
#[derive(Debug, Default)]
pub struct Pace {
    due: Option<Instant>,
    /// Since when something that a person did has not been shown.
    unseen_since: Option<Instant>,
    shown: Option<Instant>,
}

impl Pace {
    /// Something changed.
    pub fn changed(&mut self, now: Instant, change: Change) {
        match change {
            Change::Page => self.due = Some(now),
            Change::AskedFor(calm) => {
                let since = *self.unseen_since.get_or_insert(now);
                // However many keys follow each other, the first is seen within the calm.
                self.due = Some((now + calm).min(since + CALM));
            }
            Change::Counts => {
                let next = self.shown.map_or(now, |shown| shown + BETWEEN_COUNTS);
                self.due = Some(self.due.map_or(next, |due| due.min(next)));
            }
        }
    }

    /// The same while the page that was asked for is still awaited: what comes in the
    /// background is seen with it, and never later than it would have been.
    pub fn changed_behind(&mut self, now: Instant, change: Change) {
        if self.due.is_none() || matches!(change, Change::Counts) {
            self.changed(now, change);
        }
    }

    /// How long to wait for the frame that is due; none where none is.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        Some(self.due?.saturating_duration_since(now))
    }

    /// Whether the frame is to be drawn now.
    pub fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// A frame was drawn.
    pub fn drawn(&mut self, now: Instant) {
        self.due = None;
        self.unseen_since = None;
        self.shown = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: Duration = Duration::from_millis(10);

    #[test]
    fn a_page_is_shown_at_once_and_one_asked_for_soon() {
        let start = Instant::now();
        let mut pace = Pace::default();
        assert_eq!(pace.wait(start), None);
        pace.changed(start, Change::Page);
        assert!(pace.is_due(start));
        pace.drawn(start);
        pace.changed(start, Change::AskedFor(CALM));
        assert!(!pace.is_due(start));
        // It comes before the moment is over.
        pace.changed(start + MOMENT, Change::Page);
        assert!(pace.is_due(start + MOMENT));
        // It does not come at all.
        pace.drawn(start + MOMENT);
        pace.changed(start + MOMENT, Change::AskedFor(CALM));
        assert!(pace.is_due(start + MOMENT + CALM));
    }

    #[test]
    fn keys_without_end_hold_no_frame_longer_than_the_first() {
        let start = Instant::now();
        let mut pace = Pace::default();
        for key in 0..100 {
            pace.changed(start + MOMENT * key, Change::AskedFor(CALM));
        }
        assert!(pace.is_due(start + CALM));
    }

    #[test]
    fn counts_come_a_few_times_a_second_and_hold_nothing() {
        let start = Instant::now();
        let mut pace = Pace::default();
        pace.drawn(start);
        let mut frames = 0;
        for count in 1..=100 {
            let now = start + MOMENT * count;
            pace.changed(now, Change::Counts);
            if pace.is_due(now) {
                frames += 1;
                pace.drawn(now);
            }
        }
        assert_eq!(frames, 4);
        pace.changed(start + CALM * 20, Change::Page);
        pace.changed(start + CALM * 20, Change::Counts);
        assert!(pace.is_due(start + CALM * 20));
    }

    #[test]
    fn what_comes_in_the_background_neither_hastens_nor_delays_a_page() {
        let start = Instant::now();
        let mut pace = Pace::default();
        pace.drawn(start);
        pace.changed(start, Change::AskedFor(CALM));
        pace.changed_behind(start + MOMENT, Change::Page);
        assert_eq!(pace.wait(start + MOMENT), Some(CALM - MOMENT));
        pace.changed_behind(start + MOMENT, Change::Counts);
        assert_eq!(pace.wait(start + MOMENT), Some(CALM - MOMENT));
    }
}
