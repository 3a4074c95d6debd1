#include "mrec/embedding/musicnn.h"

#include <cassert>
#include <span>
#include <utility>

#include "embedding/musicnn_graph.h"
#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "mrec/embedding/log_mel.h"
#include "mrec/nn/time_pool.h"

namespace mrec::embedding {

struct Musicnn::Graph : MusicnnGraph {};

namespace {

std::span<float> numbers_of(Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

/// Every layer's output side by side, one row a frame: the front end, then the mid end's three layers.
Matrix feature_maps(const MusicnnGraph& graph, const Matrix& picture) {
  Eigen::Index width = 0;
  for (const nn::PeakConv& layer : graph.front) width += layer.filters();
  for (const nn::TimeConv& layer : graph.mid) width += layer.filters();
  Matrix maps(picture.rows(), width);
  Eigen::Index column = 0;
  for (const nn::PeakConv& layer : graph.front) {
    layer.infer(picture, maps.middleCols(column, layer.filters()));
    column += layer.filters();
  }
  Eigen::Index input = 0;  // of the next layer: all that the front end made, then the layer before
  for (const nn::TimeConv& layer : graph.mid) {
    auto output = maps.middleCols(column, layer.filters());
    layer.infer(maps.middleCols(input, column - input), output);
    if (input > 0) output += maps.middleCols(input, column - input);
    input = column;
    column += layer.filters();
  }
  return maps;
}

/// (1 x units)
Matrix dense(const Matrix& input, const DenseWeights& layer) {
  return (input * layer.kernel).rowwise() + layer.bias.transpose();
}

struct PatchAnswer {
  Matrix embedding;  ///< (1 x 200)
  Matrix logits;     ///< (1 x 50)
};

PatchAnswer infer_patch(const MusicnnGraph& graph, std::span<const float> log_mel) {
  const Matrix picture =
      (Eigen::Map<const Matrix>(log_mel.data(), kPatchFrames, kBands).array() * graph.input_scale) +
      graph.input_shift;
  const Matrix maps = feature_maps(graph, picture);
  Matrix pooled(1, 2 * maps.cols());
  nn::pool_time(maps, numbers_of(pooled));
  graph.pool_norm.apply(pooled);
  PatchAnswer answer{.embedding = dense(pooled, graph.dense).cwiseMax(0.0F), .logits = {}};
  graph.dense_norm.apply(answer.embedding);
  answer.logits = dense(answer.embedding, graph.output);
  return answer;
}

}  // namespace

Musicnn::Musicnn(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}
Musicnn::Musicnn(Musicnn&&) noexcept = default;
Musicnn& Musicnn::operator=(Musicnn&&) noexcept = default;
Musicnn::~Musicnn() = default;

Musicnn Musicnn::load(const std::filesystem::path& path) {
  const TensorFile file = read_safetensors(path);
  try {
    return Musicnn(std::make_unique<Graph>(Graph{MusicnnGraph::from(file)}));
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what());
  }
}

const std::vector<std::string>& Musicnn::tags() const {
  return graph_->tags;
}

const std::string& Musicnn::weights() const {
  return graph_->weights;
}

PatchAnswers Musicnn::infer(const nn::Tensor& log_mel, const Workers& workers) const {
  assert(log_mel.shape() == (nn::SampleShape{.height = kPatchFrames, .width = kBands, .channels = 1}));
  const auto patches = static_cast<Eigen::Index>(log_mel.samples());
  PatchAnswers answers{.embeddings = Matrix(patches, kDimensions), .logits = Matrix(patches, kTags)};
  workers.for_each(log_mel.samples(), [&](std::size_t i) {
    const PatchAnswer answer = infer_patch(*graph_, log_mel.sample(i));
    answers.embeddings.row(static_cast<Eigen::Index>(i)) = answer.embedding;
    answers.logits.row(static_cast<Eigen::Index>(i)) = answer.logits;
  });
  return answers;
}

}  // namespace mrec::embedding
