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
  std::size_t pairs = 0;
  std::vector<float> values;
};

/// `lines`: [place][line], `width` lines wide; places behind the last one up to plan.size count as 0. A
/// pair's line and partner must exist, those that only fill up a group need not.
LineSpectra line_spectra(const FftPlan& plan, std::span<const float> lines, std::size_t width,
                         const LinePairs& pairs);

/// peaks[pair or partner][filter] = the largest of the first `places` numbers of the correlation of `taps`
/// lines from the pair's (the partner's) first one on with each filter of the group. `peaks` is
/// [line][kFilterGroup], partners `apart` rows behind; room for pairs + apart rows.
struct PlacePeaks {
  std::size_t places = 0;
  LinePairs lines;
  float* peaks = nullptr;
};
void peaks_over_places(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                       const PlacePeaks& result);

/// peaks[place][filter] = the largest over all pairs' and partners' correlations at that place, for places 0
/// ... places - 1. `peaks` is [place][kFilterGroup].
struct LinePeaks {
  std::size_t places = 0;
  std::size_t pairs = 0;
  float* peaks = nullptr;
};
void peaks_over_lines(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                      const LinePeaks& result);

}  // namespace mrec::nn
