#include "mrec/classic/lda.h"

#include <Eigen/QR>
#include <cmath>
#include <vector>

#include "classic/class_counts.h"
#include "classic/linear_model.h"
#include "classic/shrunk_covariance.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::classic {
namespace {

/// The classes as normal distributions of one covariance.
struct Normals {
  Eigen::VectorXd priors;      ///< one a present class, sum 1
  Eigen::MatrixXd means;       ///< (numbers x present classes), from the middle of them all
  Eigen::RowVectorXd middle;   ///< mean of the classes' means by their priors
  Eigen::MatrixXd covariance;  ///< mean of the classes' covariances by their priors
};

Normals describe(const Examples& examples, const std::vector<int>& present, std::optional<double> shrinkage) {
  const Eigen::Index width = examples.vectors.cols();
  const auto classes = std::ssize(present);
  Normals normals{.priors = Eigen::VectorXd(classes),
                  .means = Eigen::MatrixXd(width, classes),
                  .middle = {},
                  .covariance = Eigen::MatrixXd::Zero(width, width)};
  for (Eigen::Index k = 0; k < classes; ++k) {
    throw_if_interrupted();
    const int label = present[static_cast<std::size_t>(k)];
    const std::vector<Eigen::Index> rows = rows_of_class(examples, label);
    const Eigen::MatrixXd members = examples.vectors(rows, Eigen::all).cast<double>();
    normals.means.col(k) = members.colwise().mean();
    normals.priors(k) = class_weight(examples, label) * static_cast<double>(rows.size());
    normals.covariance += normals.priors(k) * shrunk_covariance(members, shrinkage);
  }
  normals.covariance /= normals.priors.sum();
  normals.priors /= normals.priors.sum();
  normals.middle = normals.means * normals.priors;
  normals.means.colwise() -= normals.middle.transpose();
  return normals;
}

/// The means divided by the covariance. Directions without any variance are left out: what is constant tells
/// nothing, and where examples are too few to tell, any weight would be a guess.
Eigen::MatrixXd weights_of(const Normals& normals) {
  // One example a class tells nothing of the covariance: then the nearest mean wins.
  if (normals.covariance.isZero(0)) return normals.means;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> covariance;
  covariance.setThreshold(1e-10);
  covariance.compute(normals.covariance);
  return covariance.solve(normals.means);
}

}  // namespace

void LdaOptions::validate() const {
  if (!shrinkage || (*shrinkage >= 0 && *shrinkage <= 1)) return;
  throw Error(ErrorKind::kUsage, "--shrinkage", "is out of range", "give a number from 0 to 1");
}

std::unique_ptr<VectorModel> learn_lda(const Examples& examples, const LdaOptions& options) {
  options.validate();
  const std::vector<int> present = present_classes(examples);
  const Normals normals = describe(examples, present, options.shrinkage);
  const Eigen::MatrixXd kernel = weights_of(normals);
  // log prior - half the squared distance of the mean, and what centring took from every logit.
  const Eigen::VectorXd bias = normals.priors.array().log() -
                               kernel.cwiseProduct(normals.means).colwise().sum().transpose().array() / 2 -
                               (normals.middle * kernel).transpose().array();
  return spread_over_classes(kernel, bias, present, examples.classes);
}

}  // namespace mrec::classic
