use bliss_audio::decoder::{Decoder, DefaultDecoder};

/// Analyses one file after the other and prints how many numbers came out of each.
fn main() {
    for path in std::env::args().skip(1) {
        match DefaultDecoder::song_from_path(&path) {
            Ok(song) => println!("{path}: {}", song.analysis.as_vec().len()),
            Err(error) => {
                eprintln!("{path}: {error}");
                std::process::exit(1);
            }
        }
    }
}
