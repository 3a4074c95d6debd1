#include "score/genre.h"

namespace mrec::generator {

std::vector<Genre> all_genres() {
  return {ambient(), blues(), chiptune(), classical(), folk(), house(), metal(), reggae()};
}

}  // namespace mrec::generator
