use bliss_audio::decoder::{Decoder, DefaultDecoder};

/// Analyses one file after the other and prints "path<TAB>numbers" of each, as `mrec evaluate --external` reads them.
fn main() {
    for path in std::env::args().skip(1) {
        match DefaultDecoder::song_from_path(&path) {
            Ok(song) => {
                let numbers: Vec<String> = song.analysis.as_vec().iter().map(f32::to_string).collect();
                println!("{path}\t{}", numbers.join(" "));
            }
            Err(error) => {
                eprintln!("{path}: {error}");
                std::process::exit(1);
            }
        }
    }
}
