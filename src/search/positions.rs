//! Rules on where words stand: side by side, near one another, in order with little between them.
//!
//! Rules of our own, linear in the positions, because the engine's slop takes exponential time and memory for repeated
//! words, scores what should only filter, and lets words change places where an order was asked for. Positions are
//! those of syllables, a line break counts one more.

/// Syllables in a row: the first one's position, and the one behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// How sides must stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Each at most so many syllables from the next, in their order or in any.
    Near { distance: u32, ordered: bool },
    /// In their order, with at most so many other syllables among them.
    Slop(u32),
}

impl Rule {
    /// Whether some stretches, one of each side, stand so. The stretches of a side ascend.
    pub(super) fn holds(self, sides: &[Vec<Stretch>]) -> bool {
        match self {
            Self::Slop(slop) => is_narrow(sides, slop),
            Self::Near { distance, ordered: true } => follow(sides.iter(), distance),
            Self::Near { distance, ordered: false } => orders(sides.len())
                .iter()
                .any(|order| follow(order.iter().filter_map(|side| sides.get(*side)), distance)),
        }
    }
}

/// The starts of each slot's positions where all slots stand in a row; positions ascend.
pub(super) fn in_a_row(slots: &[Vec<u32>]) -> Vec<Stretch> {
    let Some((first, rest)) = slots.split_first() else { return Vec::new() };
    let len = u32::try_from(slots.len()).unwrap_or(u32::MAX);
    let follows = |start: u32| {
        (1..).zip(rest).all(|(gap, slot)| slot.binary_search(&start.saturating_add(gap)).is_ok())
    };
    let starts = first.iter().copied().filter(|start| follows(*start));
    starts.map(|start| Stretch { start, end: start.saturating_add(len) }).collect()
}

/// Whether one stretch of each side follows on one of the side before it, with at most `distance` syllables between.
fn follow<'a>(mut sides: impl Iterator<Item = &'a Vec<Stretch>>, distance: u32) -> bool {
    let Some(first) = sides.next() else { return false };
    // Where chains of all sides so far end, ascending.
    let mut ends: Vec<u32> = first.iter().map(|stretch| stretch.end).collect();
    ends.sort_unstable();
    for side in sides {
        let mut next = Vec::new();
        for stretch in side {
            // The last end that leaves room is the nearest one.
            let before = ends.partition_point(|end| *end <= stretch.start);
            let near = before.checked_sub(1).map(|last| stretch.start - ends[last]);
            if near.is_some_and(|gap| gap <= distance) {
                next.push(stretch.end);
            }
        }
        next.sort_unstable();
        ends = next;
    }
    !ends.is_empty()
}

/// Whether one stretch of each side stands behind one of the side before it, with at most `slop` syllables between
/// them altogether.
fn is_narrow(sides: &[Vec<Stretch>], slop: u32) -> bool {
    let Some((first, rest)) = sides.split_first() else { return false };
    // Where chains so far end, and how many other syllables the best of them has.
    let mut chains: Vec<(u32, u32)> = first.iter().map(|stretch| (stretch.end, 0)).collect();
    for side in rest {
        let mut next = Vec::new();
        let (mut at, mut best) = (0, None::<(u32, u32)>);
        for stretch in side {
            while let Some((end, between)) =
                chains.get(at).copied().filter(|(end, _)| *end <= stretch.start)
            {
                // The syllables between count from each end alike, so that the best so far stays the best.
                let better =
                    |(best_end, best): (u32, u32)| between <= best.saturating_add(end - best_end);
                if best.is_none_or(better) {
                    best = Some((end, between));
                }
                at += 1;
            }
            if let Some((end, between)) = best {
                let between = between.saturating_add(stretch.start - end);
                if between <= slop {
                    next.push((stretch.end, between));
                }
            }
        }
        chains = next;
    }
    !chains.is_empty()
}

/// Every order of so many sides; of more than four, which no query has, the one they come in.
fn orders(sides: usize) -> Vec<Vec<usize>> {
    if sides > 4 {
        return vec![(0..sides).collect()];
    }
    let mut orders = vec![Vec::new()];
    for side in 0..sides {
        let at_each = |order: &Vec<usize>| {
            (0..=order.len())
                .map(|at| {
                    let mut order = order.clone();
                    order.insert(at, side);
                    order
                })
                .collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(at_each).collect();
    }
    orders
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where each of the letters stands in a row of letters; `.` is any other syllable.
    fn sides(text: &str, letters: &str) -> Vec<Vec<Stretch>> {
        let of = |letter: char| {
            let at = text.chars().enumerate().filter(move |(_, c)| *c == letter);
            at.map(|(n, _)| u32::try_from(n).unwrap())
                .map(|start| Stretch { start, end: start + 1 })
        };
        letters.chars().map(|letter| of(letter).collect()).collect()
    }

    const fn near(distance: u32, ordered: bool) -> Rule {
        Rule::Near { distance, ordered }
    }

    /// The test vectors of the rules: another engine that answers the same queries must agree with them.
    #[test]
    fn words_are_near_as_the_table_says() {
        let table: &[(&str, &str, Rule, bool)] = &[
            ("ab", "ab", near(0, false), true),
            ("ba", "ab", near(0, false), true),
            ("ba", "ab", near(0, true), false),
            ("a.b", "ab", near(0, false), false),
            ("a.b", "ab", near(1, true), true),
            ("b..a", "ab", near(2, false), true),
            ("b...a", "ab", near(2, false), false),
            ("a", "aa", near(5, false), false),
            ("a..a", "aa", near(2, true), true),
            ("a", "ab", near(5, false), false),
            // Each side is near its neighbour, not near all.
            ("a..b..c", "abc", near(2, false), true),
            ("c..a..b", "abc", near(2, false), true),
            ("c..a..b", "abc", near(2, true), false),
            ("a..b...c", "abc", near(2, false), false),
            ("a..b...cb.c", "abc", near(2, true), false),
            ("a.b....a.b.c", "abc", near(1, true), true),
            ("abc", "abc", Rule::Slop(0), true),
            ("acb", "abc", Rule::Slop(9), false),
            ("a.b.c", "abc", Rule::Slop(1), false),
            ("a.b.c", "abc", Rule::Slop(2), true),
            ("a...ab.c", "abc", Rule::Slop(1), true),
            ("ab...b.c", "abc", Rule::Slop(5), true),
            ("a.a.a", "aaa", Rule::Slop(2), true),
            ("aa", "aaa", Rule::Slop(9), false),
        ];
        for (text, letters, rule, holds) in table {
            assert_eq!(rule.holds(&sides(text, letters)), *holds, "{text} {letters} {rule:?}");
        }
    }

    #[test]
    fn slots_stand_in_a_row() {
        let rows = in_a_row(&[vec![1, 4, 9], vec![2, 6, 10], vec![3, 11]]);
        assert_eq!(rows, [Stretch { start: 1, end: 4 }, Stretch { start: 9, end: 12 }]);
        assert!(in_a_row(&[vec![u32::MAX], vec![0]]).is_empty());
    }

    /// Every choice of one stretch a side.
    fn choices(sides: &[Vec<Stretch>]) -> Vec<Vec<Stretch>> {
        sides.iter().fold(vec![Vec::new()], |all, side| {
            all.iter()
                .flat_map(|chosen| side.iter().map(move |s| [&chosen[..], &[*s]].concat()))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn rules_agree_with_trying_every_choice(
            text in "[abc.]{0,12}", letters in "[abc]{2,3}", n in 0..4_u32, ordered in any::<bool>(),
        ) {
            let sides = sides(&text, &letters);
            let gaps = |chosen: &[Stretch]| -> Option<Vec<u32>> {
                chosen.windows(2).map(|pair| pair[1].start.checked_sub(pair[0].end)).collect()
            };
            let by_choice = choices(&sides).into_iter().any(|mut chosen| {
                if !ordered {
                    chosen.sort();
                }
                gaps(&chosen).is_some_and(|gaps| gaps.iter().all(|gap| *gap <= n))
            });
            prop_assert_eq!(near(n, ordered).holds(&sides), by_choice);
            let narrow = choices(&sides).into_iter()
                .any(|chosen| gaps(&chosen).is_some_and(|gaps| gaps.iter().sum::<u32>() <= n));
            prop_assert_eq!(Rule::Slop(n).holds(&sides), narrow);
        }
    }
}
