// Lines cut out of pictures of whole pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/formats/file_tree.h"
#include "data/formats/line_builder.h"
#include "data/picture.h"

namespace ductus::data {

/// A place on a page in pixels: (0, 0) is the upper left corner of the page, (width, height) the lower right.
struct PagePoint {
  double x = 0;
  double y = 0;
};

using Outline = std::vector<PagePoint>;

/// A line on its page.
struct PageLine {
  std::size_t slot = 0;  ///< the builder's
  Outline outline;       ///< a box's four corners from the upper left one, or a polygon
  Outline baseline;      ///< in the direction of reading; none: the outline says it
  bool is_box = false;
};

/// A picture by its file's name, and what is cut out of it.
struct Page {
  std::string picture;
  std::vector<PageLine> lines;
  double width = 0;  ///< that the picture must have, in pixels; 0: any
  double height = 0;
};

/// Cuts the lines of all pages, on all threads. Lines that cannot be cut are dropped: "unreadable" (the page
/// is), "page of another size", "off the page", "zero or absurd size".
void cut_lines(const std::vector<Page>& pages, const FileTree& files, const ReadContext& context,
               LineSetBuilder& builder);

/// The box along its own axes: its upper side becomes the picture's, as long as the mean of both sides. What
/// lies off the page repeats the page's border. Throws ductus::Error when the box has no area, its sides
/// cross, or it is much larger than the page.
Picture cut_box(const Picture& grey, const Outline& corners);

/// The smallest rectangle along the baseline (without one: along the polygon's own axes, at most 45 degrees
/// turned) that holds what of the polygon is on the page; outside the polygon it is paper, the median of what
/// is inside. Throws ductus::Error when the polygon has no area.
Picture cut_polygon(const Picture& grey, const Outline& polygon, const Outline& baseline);

/// What of the polygon is on a page of that size; empty: nothing (Sutherland and Hodgman, CACM 17, 1974).
Outline on_page(const Outline& polygon, int height, int width);

}  // namespace ductus::data
