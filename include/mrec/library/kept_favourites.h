#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/library/favourites.h"
#include "mrec/library/index.h"

namespace mrec::library {

/// The text of such a list; empty when there is no such file yet. Throws as read_favourites().
std::string read_kept_list(const std::filesystem::path& file);

/// A list of favourites that programs change and people edit: paths one a line. What is added is absolute, a
/// track of a CUE sheet "file#t=<seconds>"; other lines stay as they are, comments and blank ones too.
class KeptFavourites {
 public:
  /// `text` is the list's, `folder` what its relative entries are relative to. The index must outlive it.
  /// Throws Error{kData} when the text is an XSPF, which is no list of lines.
  KeptFavourites(std::string_view text, std::filesystem::path folder, const Index& index);

  /// What a change came to, in favourites.
  struct Change {
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t unchanged = 0;              ///< to be added and there, or to be removed and not there
    std::vector<std::string> impossible;    ///< paths with line breaks, which a line cannot hold
    std::vector<FavouriteMatch> not_found;  ///< to be added and nowhere
  };

  /// Adds those that are not there under any name.
  Change add(const std::vector<FavouriteMatch>& favourites);
  /// Removes what names them, duplicates too; one that was found nowhere by its text. The lines #EXT... just
  /// above go with it. Of an album that is there as one line the others stay.
  Change remove(const std::vector<FavouriteMatch>& favourites);
  /// Removes those that are there and adds the others.
  Change toggle(const std::vector<FavouriteMatch>& favourites);

  std::string text() const;
  /// Each once, in order; those that were found nowhere too.
  std::vector<FavouriteMatch> favourites() const;
  /// What a list names it by: an absolute path.
  std::string entry_of(const FavouriteMatch& favourite) const;

 private:
  struct Line {
    std::string text;
    std::string entry;  ///< empty: a comment or blank
    std::vector<FavouriteMatch> favourites;
  };

  bool has(const FavouriteMatch& favourite) const;
  /// A line for it alone.
  Line line_of(const FavouriteMatch& favourite) const;
  void append(const FavouriteMatch& favourite);

  std::filesystem::path folder_;
  const Index& index_;
  std::string start_;  ///< a byte-order mark, or nothing
  std::vector<Line> lines_;
  FavouriteSet there_;
};

}  // namespace mrec::library
