//! Reading compressed lines without trusting them: one frame, with its checksum, no more bytes than the limit.

use std::io::{self, BufRead, BufReader, Read};

use super::{
    super::{ExchangeError, Layer, Result},
    lines::{Tag, limits},
};

/// The lines of one compressed frame.
pub struct BoundedLines<R: BufRead> {
    input: BufReader<io::Take<zstd::Decoder<'static, R>>>,
    line: Vec<u8>,
}

impl<R: BufRead> BoundedLines<R> {
    /// Over a compressed stream.
    ///
    /// # Errors
    /// Not one frame with a checksum.
    pub fn new(mut input: R) -> Result<Self> {
        let damaged = |detail: &str| ExchangeError::damaged(Layer::Compression, detail);
        let start = input.fill_buf()?;
        // The magic number, then the frame's descriptor: its third bit says that a checksum follows.
        if start.len() < 5 || start[..4] != [0x28, 0xB5, 0x2F, 0xFD] || start[4] & 0x04 == 0 {
            return Err(damaged("not compressed as it should be"));
        }
        let mut decoder = zstd::Decoder::with_buffer(input)
            .map_err(|e| damaged(&e.to_string()))?
            .single_frame();
        decoder
            .window_log_max(23)
            .map_err(|e| damaged(&e.to_string()))?;
        Ok(Self {
            input: BufReader::with_capacity(1 << 16, decoder.take(limits::LINES)),
            line: vec![],
        })
    }

    /// The next line without its line end: what it is, and its text; none at the end of the frame, behind which nothing
    /// may follow.
    ///
    /// # Errors
    /// Damage, a line that is too long, bytes after the end.
    pub fn next(&mut self) -> Result<Option<(Tag, &[u8])>> {
        self.line.clear();
        let compression = |e: io::Error| ExchangeError::damaged(Layer::Compression, e.to_string());
        let lines = |detail: &str| ExchangeError::damaged(Layer::Lines, detail);
        let first = self.input.fill_buf().map_err(compression)?.first().copied();
        let Some(first) = first else {
            if self.input.get_ref().limit() == 0 {
                return Err(ExchangeError::TooMuch("space"));
            }
            let rest = self.input.get_mut().get_mut().get_mut();
            return match rest.fill_buf()? {
                [] => Ok(None),
                _ => Err(lines("something follows the end")),
            };
        };
        let Some(tag) = Tag::of(first) else {
            return Err(lines("a line of an unknown kind"));
        };
        let most = tag.most() as u64 + 1;
        let read = self
            .input
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut self.line)
            .map_err(compression)?;
        if self.line.last() != Some(&b'\n') {
            if read as u64 == most {
                return Err(ExchangeError::TooMuch("a very long line"));
            }
            return Err(lines("cut within a line"));
        }
        self.line.pop();
        Ok(Some((tag, &self.line[1..])))
    }
}
