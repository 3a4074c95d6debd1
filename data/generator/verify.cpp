#include "verify.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace mrec::generator {

double snr_db(std::span<const float> original, std::span<const float> decoded) {
  double signal = 1e-12;
  double noise = 1e-12;
  for (std::size_t i = 0; i < std::min(original.size(), decoded.size()); ++i) {
    const double error = double{original[i]} - double{decoded[i]};
    signal += double{original[i]} * double{original[i]};
    noise += error * error;
  }
  return 10.0 * std::log10(signal / noise);
}

std::optional<std::string> difference(const Clip& expected, const Clip& decoded) {
  constexpr const char* kAdvice = ": generate the clips again, or restore the file";
  std::ostringstream message;
  if (decoded.tags != expected.tags) {
    message << "tags say \"" << decoded.tags.artist << " - " << decoded.tags.title << "\", not \""
            << expected.tags.artist << " - " << expected.tags.title << "\", or differ in album, date or genre"
            << kAdvice;
    return message.str();
  }
  if (decoded.signal.size() != expected.signal.size()) {
    message << "has " << decoded.signal.size() << " samples, not " << expected.signal.size() << kAdvice;
    return message.str();
  }
  const double ratio_db = snr_db(expected.signal, decoded.signal);
  if (!(ratio_db >= kLeastSnr_db)) {
    message << "sounds different from the rendered clip (SNR " << ratio_db << " dB, at least " << kLeastSnr_db
            << " dB expected)" << kAdvice;
    return message.str();
  }
  return std::nullopt;
}

}  // namespace mrec::generator
