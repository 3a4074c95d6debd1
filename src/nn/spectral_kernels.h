#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nn/fft_plan.h"
#include "nn/filter_spectra.h"

/// Correlation of many lines of numbers with many filters by the Fourier transform along the lines. Two lines
/// share a complex transform as its real and imaginary part, and filters of a group lie side by side in
/// vectors, so that the transforms need no shuffling.
namespace mrec::nn {

/// Lines of numbers and their partners, `apart` lines behind.
struct LinePairs {
  std::size_t count = 0;  ///< pairs
  std::size_t apart = 0;
};

/// Spectra of pairs of lines, [bin][pair](re, im, re + im), the pairs filled up to whole groups.
struct LineSpectra {
  std::size_t pairs;
  std::vector<float> values;

  LineSpectra(const FftPlan& plan, std::size_t count);
};

/// One thread's memory for transforms of one plan, aligned for the widest vectors.
class TransformMemory {
 public:
  explicit TransformMemory(const FftPlan& plan);
  float* begin();

 private:
  std::vector<float> room_;
};

/// Lines side by side, `width` of them: [place][line]. Places behind the last one count as 0.
struct Lines {
  std::span<const float> values;
  std::size_t width = 0;
};

/// Fills the spectra, which were made for this plan and as many pairs. A pair's line and partner must exist,
/// those that only fill up a group need not.
void transform_lines(const FftPlan& plan, const Lines& lines, const LinePairs& pairs, TransformMemory& memory,
                     LineSpectra& spectra);

/// peaks[pair or partner][filter] = the largest of the first `places` numbers of the correlation of `taps`
/// lines from the pair's (the partner's) first one on with each filter of the group. `peaks` is
/// [line][kFilterGroup], partners `apart` rows behind; room for pairs + apart rows.
struct PlacePeaks {
  std::size_t places = 0;
  LinePairs lines;
  float* peaks = nullptr;
};
void peaks_over_places(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                       const PlacePeaks& result, TransformMemory& memory);

/// peaks[place][filter] = the largest over all pairs' and partners' correlations at that place, for places 0
/// ... places - 1. `peaks` is [place][kFilterGroup].
struct LinePeaks {
  std::size_t places = 0;
  std::size_t pairs = 0;
  float* peaks = nullptr;
};
void peaks_over_lines(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                      const LinePeaks& result, TransformMemory& memory);

}  // namespace mrec::nn
