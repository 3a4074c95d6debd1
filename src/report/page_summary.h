#pragma once

#include <span>
#include <string>
#include <vector>

#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// The figures a page begins with, each with its interval, as a line where it is a share.
std::string headline_figures(std::span<const Figure> figures);

/// A box with all of them; nothing for none.
std::string warning_box(const std::vector<std::string>& warnings);

/// A list of names and values under a heading of its own; nothing for none.
std::string fact_list(std::string_view heading, std::span<const Fact> facts);

}  // namespace mrec::report
