#include "folder_watch.h"

#include <sys/stat.h>

namespace bycatch {

FolderWatch::Identity FolderWatch::look() const {
  struct stat about{};
  if (::stat(folder_.c_str(), &about) != 0) return {0, 0};
  return {about.st_dev, about.st_ino};
}

}  // namespace bycatch
