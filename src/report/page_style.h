#pragma once

#include <string_view>

namespace mrec::report {

/// The page's style sheet: light and dark by the reader's system, narrow screens, print. Holds no "<" and no
/// "&", so that it may stand in XML.
extern const std::string_view kPageStyle;

}  // namespace mrec::report
