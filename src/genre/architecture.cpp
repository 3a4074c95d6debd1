#include "mrec/genre/architecture.h"

#include <memory>
#include <string>

namespace mrec::genre {
}  // namespace mrec::genre
