#include <vector>

#include "base64.h"
#include "verbs.h"

namespace bycatch {

Result<AnswersReply> review(const ReviewRequest& request, const IndexInUse& index, const Watching& watching) {
  if (!request.photo && !request.caption && !request.tags) return fail(ErrorCode::bad_request, "nothing to review");
  AnswersReply reply{request.id, generation_name(index), {}, {}};
  if (request.photo) {
    std::vector<std::uint8_t> grey(kThumbnailSide * kThumbnailSide);
    if (!decode_base64(request.photo->thumbnail, grey)) return fail(ErrorCode::bad_request, "thumbnail");
    const DihedralResult imprints = dihedral_of_thumbnail(Thumbnail(grey.data(), kThumbnailSide * kThumbnailSide));
    reply.answers.push_back(check_picture(index, request.photo->subject, imprints));
  }
  if (request.caption || request.tags) {
    reply.answers.push_back(check_caption(index, watching, request.platform, request.caption.value_or(""),
                                          request.tags.value_or(std::vector<std::string>())));
  }
  return reply;
}

}  // namespace bycatch
