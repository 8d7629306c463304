//! Pictures of dots made elsewhere: PNG and JPEG, looked at before anything is unpacked.

use std::sync::Arc;

use tiny_skia::Pixmap;

/// The most dots of a picture: 40 million, an A3 page at 500 to the inch.
const MOST_DOTS: u64 = 40_000_000;

/// The form of a picture's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageForm {
    /// PNG.
    Png,
    /// JPEG in colours.
    Jpeg,
    /// JPEG in greys.
    GreyJpeg,
}

/// A picture of dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Width in dots.
    pub width: u32,
    /// Height in dots.
    pub height: u32,
    /// The form of the file.
    pub form: ImageForm,
    /// The file.
    pub file: Arc<[u8]>,
}

impl Image {
    /// A picture from its file; none where it is of another form, damaged at its head, or too large.
    #[must_use]
    pub fn read(file: &[u8]) -> Option<Self> {
        let (width, height, form) = png(file).or_else(|| jpeg(file))?;
        let sound = width > 0 && height > 0 && u64::from(width) * u64::from(height) <= MOST_DOTS;
        let image = sound.then(|| Self {
            width,
            height,
            form,
            file: file.into(),
        })?;
        // A PNG is unpacked to be shown: it must be whole.
        (form != ImageForm::Png || image.dots().is_some()).then_some(image)
    }

    /// The media type.
    #[must_use]
    pub fn mime(&self) -> &'static str {
        match self.form {
            ImageForm::Png => "image/png",
            ImageForm::Jpeg | ImageForm::GreyJpeg => "image/jpeg",
        }
    }

    /// The dots of a PNG; JPEG files are shown as they are.
    pub(crate) fn dots(&self) -> Option<Pixmap> {
        Pixmap::decode_png(&self.file).ok()
    }

    /// The dots of a PNG on white, three bytes each.
    pub(crate) fn on_white(&self) -> Option<Vec<u8>> {
        let dots = self.dots()?;
        let mut out = Vec::with_capacity(dots.pixels().len() * 3);
        for dot in dots.pixels() {
            // The parts are already weighed by how much of them is seen; white fills the rest.
            let rest = 255 - dot.alpha();
            out.extend([dot.red(), dot.green(), dot.blue()].map(|part| part.saturating_add(rest)));
        }
        Some(out)
    }
}

fn png(file: &[u8]) -> Option<(u32, u32, ImageForm)> {
    let head = file.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(..16)?;
    (&head[4..8] == b"IHDR").then_some(())?;
    let number =
        |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    Some((number(8), number(12), ImageForm::Png))
}

/// Size and colours from the frame header (ITU-T T.81, B.2.2). Four colours are for printing presses and stay out.
fn jpeg(file: &[u8]) -> Option<(u32, u32, ImageForm)> {
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    loop {
        let (&[mark, kind], after) = rest.split_first_chunk::<2>()?;
        if mark != 0xff {
            return None;
        }
        if kind == 0xff {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let segment = after.get(2..length.max(2))?;
        match kind {
            0xc0..=0xc2 => {
                let &[depth, h1, h2, w1, w2, colours] = segment.first_chunk::<6>()?;
                let form = match colours {
                    1 => ImageForm::GreyJpeg,
                    3 => ImageForm::Jpeg,
                    _ => return None,
                };
                let (height, width) = (u16::from_be_bytes([h1, h2]), u16::from_be_bytes([w1, w2]));
                return (depth == 8).then_some((width.into(), height.into(), form));
            }
            0xda | 0xd9 => return None,
            _ => rest = after.get(length.max(2)..)?,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    /// A red square, half of it clear.
    pub(crate) fn square() -> Vec<u8> {
        let mut dots = Pixmap::new(4, 2).unwrap();
        let red = tiny_skia::Color::from_rgba8(255, 0, 0, 255);
        for dot in &mut dots.pixels_mut()[..4] {
            *dot = red.premultiply().to_color_u8();
        }
        dots.encode_png().unwrap()
    }

    #[test]
    fn a_png_is_unpacked_on_white() {
        let image = Image::read(&square()).unwrap();
        assert_eq!(
            (image.width, image.height, image.form),
            (4, 2, ImageForm::Png)
        );
        let dots = image.on_white().unwrap();
        assert_eq!(
            (&dots[..3], &dots[12..15]),
            (&[255, 0, 0][..], &[255, 255, 255][..])
        );
    }

    #[test]
    fn a_jpeg_says_its_size_and_colours() {
        let with = |colours: u8| {
            let mut file =
                b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x00\x10\x00\x20".to_vec();
            file.extend([colours, 1, 2, 3]);
            file
        };
        let image = Image::read(&with(3)).unwrap();
        assert_eq!(
            (image.width, image.height, image.form),
            (32, 16, ImageForm::Jpeg)
        );
        assert_eq!(Image::read(&with(1)).unwrap().form, ImageForm::GreyJpeg);
        assert_eq!(Image::read(&with(4)), None, "four colours");
    }

    #[test]
    fn damaged_huge_and_other_files_are_no_pictures() {
        let whole = square();
        for cut in 0..whole.len() - 12 {
            assert_eq!(Image::read(&whole[..cut]), None, "{cut}");
        }
        let mut huge = whole;
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert_eq!(Image::read(&huge), None);
        assert_eq!(Image::read(b"GIF89a"), None);
        assert_eq!(Image::read(b"\xff\xd8\xff\xe0\x00\x00"), None);
    }
}
