//! Changes that spoil a good input.

use fastrand::Rng;

/// Bytes on which parsers stumble.
const TRAPS: [&[u8]; 52] = [
    b"\0",
    b"\r\n",
    b"\n",
    b"\t",
    b"\x7f",
    b"\xff",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xef\xbf\xbd",
    b"%",
    b"%00",
    b"%0d%0a",
    b"%2f",
    b"%2e%2e",
    b"%25",
    b"%ff",
    b"..",
    b"/",
    b"//",
    b"\\",
    b"?",
    b"#",
    b"&",
    b"=",
    b"+",
    b";",
    b",",
    b":",
    b"@",
    b"\"",
    b"'",
    b"<",
    b">",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[[[[[[[",
    b"{\"a\":",
    b"null",
    b"true",
    b"-0",
    b"1e999",
    b"18446744073709551616",
    b"\\u0000",
    b"\\ud800",
    b"__Host-",
    b"https://",
    b"127.0.0.1",
    b"## ",
    b"**",
];

/// Length of the longest resulting input; size limits are for longer ones.
const LONGEST: usize = 4096;

/// A good input, or two of them joined, changed in one to eight places; sometimes only noise.
pub(crate) fn spoil(random: &mut Rng, good: &[&[u8]]) -> Vec<u8> {
    if random.u8(..) < 4 {
        return noise(random, 64);
    }
    let mut input = pick(random, good).to_vec();
    for _ in 0..random.usize(1..=8) {
        change(random, &mut input, good);
    }
    input.truncate(LONGEST);
    input
}

fn pick<'a>(random: &mut Rng, of: &[&'a [u8]]) -> &'a [u8] {
    of.get(random.usize(..of.len().max(1)))
        .copied()
        .unwrap_or_default()
}

fn noise(random: &mut Rng, most: usize) -> Vec<u8> {
    let length = random.usize(..=most);
    (0..length).map(|_| random.u8(..)).collect()
}

/// A stretch of an input.
fn stretch(random: &mut Rng, input: &[u8]) -> std::ops::Range<usize> {
    let start = random.usize(..=input.len());
    let longest = (input.len() - start).min(16);
    start..start + random.usize(..=longest)
}

fn change(random: &mut Rng, input: &mut Vec<u8>, good: &[&[u8]]) {
    let place = stretch(random, input);
    match random.u8(..10) {
        0 => drop(input.drain(place)),
        1 => {
            let byte = random.u8(..);
            input.insert(place.start, byte);
        }
        2 => {
            if let Some(byte) = input.get_mut(place.start) {
                *byte ^= 1 << random.u8(..8);
            }
        }
        3 => {
            let copy = input.get(place.clone()).unwrap_or_default().to_vec();
            let at = random.usize(..=input.len());
            drop(input.splice(at..at, copy));
        }
        4 => input.truncate(place.start),
        5 => {
            let other = pick(random, good);
            let part = stretch(random, other);
            let part = other.get(part).unwrap_or_default().to_vec();
            drop(input.splice(place, part));
        }
        6 => {
            let other = pick(random, good).to_vec();
            let at = random.usize(..=other.len());
            input.truncate(place.start);
            input.extend(other.get(at..).unwrap_or_default());
        }
        7 => {
            for byte in input.get_mut(place).unwrap_or_default() {
                byte.make_ascii_uppercase();
            }
        }
        _ => {
            let trap = pick(random, &TRAPS).to_vec();
            let place = if random.bool() {
                place.start..place.start
            } else {
                place
            };
            drop(input.splice(place, trap));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_spoils_alike_and_every_length_is_bounded() {
        let good: [&[u8]; 2] = [b"a good input", b"{\"another\":1}"];
        let run = || {
            let mut random = Rng::with_seed(7);
            (0..1_000)
                .map(|_| spoil(&mut random, &good))
                .collect::<Vec<_>>()
        };
        let first = run();
        assert_eq!(first, run());
        assert!(first.iter().all(|input| input.len() <= LONGEST));
        assert!(first.iter().any(Vec::is_empty));
        assert!(spoil(&mut Rng::with_seed(1), &[]).len() <= LONGEST);
    }
}
