#include "data/synth/pen_strokes.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

constexpr float kPi = 3.14159265F;

float distance(const Point& p, const Point& q) { return std::hypot(q.x - p.x, q.y - p.y); }

/// Goes once around a stroke, forward on its one side and back on the other, with an arc wherever the
/// direction changes. On the inner side of a bend the arc runs backwards: the loops that come of it are what
/// makes every point wound as often as the pen passes it, and never less than once.
class PenWalk {
 public:
  PenWalk(float radius, Outline& outline) : radius_(radius), outline_(outline) {
    const float deviation = std::min(kArcDeviation / radius, 1.0F);
    step_ = 2 * std::acos(1 - deviation);
  }

  /// `stroke`: no two neighbours are the same.
  void around(const std::vector<Point>& stroke) {
    const std::size_t last = stroke.size() - 1;
    if (last == 0) {
      arc(stroke[0], 0, 2 * kPi);
    } else {
      find_headings(stroke);
      for (std::size_t i = 1; i < last; ++i) arc(stroke[i], headings_[i - 1], turn(i));
      arc(stroke[last], headings_[last - 1], kPi);
      for (std::size_t i = last - 1; i > 0; --i) arc(stroke[i], headings_[i] + kPi, -turn(i));
      arc(stroke[0], headings_[0] + kPi, kPi);
    }
    outline_.ends.push_back(static_cast<int>(outline_.points.size()));
  }

 private:
  void find_headings(const std::vector<Point>& stroke) {
    headings_.clear();
    for (std::size_t i = 1; i < stroke.size(); ++i)
      headings_.push_back(std::atan2(stroke[i].y - stroke[i - 1].y, stroke[i].x - stroke[i - 1].x));
  }

  /// By how much the heading changes at point i, in [-pi, pi].
  float turn(std::size_t i) const { return std::remainder(headings_[i] - headings_[i - 1], 2 * kPi); }

  /// To the left of someone who heads there (y points down), from one heading over a turn to the next.
  void arc(const Point& centre, float heading, float turned) {
    const int steps = std::max(1, static_cast<int>(std::ceil(std::fabs(turned) / step_)));
    for (int i = 0; i <= steps; ++i) {
      const float angle = heading + turned * static_cast<float>(i) / static_cast<float>(steps);
      outline_.points.push_back({centre.x + radius_ * std::sin(angle), centre.y - radius_ * std::cos(angle)});
    }
  }

  float radius_;
  float step_;
  Outline& outline_;
  std::vector<float> headings_;  // of the segments, radians
};

/// Calls stroke(the points of one stroke) for each.
template <typename F>
void for_strokes(const PenStrokes& strokes, F stroke) {
  int begin = 0;
  for (const int end : strokes.ends) {
    stroke(std::vector<Point>(strokes.points.begin() + begin, strokes.points.begin() + end));
    begin = end;
  }
}

std::vector<Point> thinned(const std::vector<Point>& stroke, float shortest) {
  std::vector<Point> kept{stroke.front()};
  for (const Point& point : stroke) {
    if (distance(kept.back(), point) >= shortest) kept.push_back(point);
  }
  const Point& last = stroke.back();
  const float left_over = distance(kept.back(), last);
  if (left_over > 0 && kept.size() > 1) kept.back() = last;
  if (left_over > 0 && kept.size() == 1) kept.push_back(last);
  return kept;
}

}  // namespace

void space_out(PenStrokes& strokes, float shortest, float longest) {
  PenStrokes spaced;
  for_strokes(strokes, [&](const std::vector<Point>& stroke) {
    const std::vector<Point> kept = thinned(stroke, shortest);
    spaced.points.push_back(kept.front());
    for (std::size_t i = 1; i < kept.size(); ++i) {
      const Point &p = kept[i - 1], &q = kept[i];
      const int steps = std::max(1, static_cast<int>(std::ceil(distance(p, q) / longest)));
      for (int k = 1; k <= steps; ++k) {
        const float t = static_cast<float>(k) / static_cast<float>(steps);
        spaced.points.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
      }
    }
    spaced.ends.push_back(static_cast<int>(spaced.points.size()));
  });
  strokes = std::move(spaced);
}

Outline pen_outline(const PenStrokes& strokes, float width) {
  Outline outline;
  PenWalk walk(width / 2, outline);
  for_strokes(strokes, [&](const std::vector<Point>& stroke) {
    std::vector<Point> distinct{stroke.front()};
    for (const Point& point : stroke) {
      if (distance(distinct.back(), point) > 0) distinct.push_back(point);
    }
    walk.around(distinct);
  });
  return outline;
}

}  // namespace ductus::data
