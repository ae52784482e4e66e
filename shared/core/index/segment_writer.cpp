#include "segment_writer.h"

#include <algorithm>

#include "segment_body.h"
#include "segment_imprint_writer.h"
#include "segment_layout.h"
#include "segment_lists.h"
#include "space_writer.h"

namespace bycatch {

class SegmentWriter::Impl {
 public:
  Impl(ByteSink& sink, std::vector<ListInfo> all_lists, std::vector<std::string> all_labels)
      : body(sink), lists(std::move(all_lists)), labels(std::move(all_labels)) {}

  SegmentBody body;
  SegmentHeader header;
  std::vector<ListInfo> lists;
  std::vector<std::string> labels;
  std::unique_ptr<SpaceWriter> space;
  std::size_t space_number = 0;
  SegmentImprintWriter imprints;
};

SegmentWriter::SegmentWriter(ByteSink& sink, std::vector<ListInfo> lists, std::vector<std::string> labels)
    : impl_(std::make_unique<Impl>(sink, std::move(lists), std::move(labels))) {}
SegmentWriter::~SegmentWriter() = default;

Status SegmentWriter::begin_space(KeySpace space, SpaceOptions options) {
  impl_->space_number = static_cast<std::size_t>(space);
  impl_->space = std::make_unique<SpaceWriter>(impl_->body, stored_key_bits(space), has_counts(space), options);
  return {};
}

Status SegmentWriter::observe(const Record& record) {
  if (record.label > impl_->labels.size()) return fail(ErrorCode::bad_format, "a label that is not there");
  return impl_->space->observe(record, impl_->lists.size());
}
Status SegmentWriter::add(const Record& record) {
  return impl_->space->add(record);
}

Status SegmentWriter::end_space() {
  const Result<Extent> written = impl_->space->finish();
  if (!written) return std::unexpected(written.error());
  impl_->header.spaces[impl_->space_number] = *written;
  impl_->space.reset();
  return {};
}

Status SegmentWriter::add_imprint(const ImprintRecord& record) {
  if (record.label > impl_->labels.size()) return fail(ErrorCode::bad_format, "a label that is not there");
  return impl_->imprints.add(record, impl_->lists.size());
}

Status SegmentWriter::finish() {
  const auto has_radius = [](const ListInfo& list) { return list.radius >= 0 && list.radius <= kMaxRadius; };
  if (!std::ranges::all_of(impl_->lists, has_radius)) return fail(ErrorCode::bad_format, "a list's radius");
  if (impl_->lists.size() > kMaxLists) return fail(ErrorCode::bad_format, "too many lists");
  const Result<Extent> imprints = impl_->imprints.finish(impl_->body);
  if (!imprints) return std::unexpected(imprints.error());
  impl_->header.imprints = *imprints;
  const std::vector<std::byte> section = lists_section(impl_->lists, impl_->labels);
  const Result<Extent> written = impl_->body.append_section(section);
  if (!written) return std::unexpected(written.error());
  impl_->header.lists = *written;
  return impl_->body.finish(impl_->header);
}

}  // namespace bycatch
