# What is installed where, and how CPack makes packages of it. PACKAGES.md says what is in them.
#   cmake --preset package -DBYCATCH_EXTENSIONS=FOLDER     FOLDER holds extension-chromium and extension-firefox.xpi
set(BYCATCH_EXTENSIONS "" CACHE PATH "Built extensions that packages carry; empty: none")
set(packaging ${CMAKE_SOURCE_DIR}/manifests/packaging)
set(programs lib/bycatch)

# Programs that start each other lie together; what people call is a link to one of them.
install(TARGETS bycatch bycatch_host bycatch_decoder RUNTIME DESTINATION ${programs})
install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin\")
  file(CREATE_LINK ../${programs}/bycatch \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin/bycatch\" SYMBOLIC)")
# The program itself says what stands in the files by which browsers find it, and where.
install(CODE "execute_process(COMMAND $<TARGET_FILE:bycatch> register --system --root \"\$ENV{DESTDIR}/\"
  --host \${CMAKE_INSTALL_PREFIX}/${programs}/bycatch-host OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)")

if(BYCATCH_EXTENSIONS)
  install(DIRECTORY ${BYCATCH_EXTENSIONS}/extension-chromium/ DESTINATION share/chromium/extensions/bycatch)
  install(FILES ${BYCATCH_EXTENSIONS}/extension-firefox.xpi RENAME bycatch@bycatch.org.xpi
    DESTINATION "share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}")
endif()

install(FILES ${packaging}/units/bycatch-sync.service ${packaging}/units/bycatch-sync.timer DESTINATION lib/systemd/user)
install(FILES ${packaging}/units/bycatch-mirror.service DESTINATION lib/systemd/system)
install(FILES ${packaging}/completions/bycatch.bash RENAME bycatch DESTINATION share/bash-completion/completions)
install(FILES ${packaging}/completions/_bycatch DESTINATION share/zsh/vendor-completions)
install(FILES ${packaging}/completions/bycatch.fish DESTINATION share/fish/vendor_completions.d)
# Without the time in it, the same on every day.
foreach(page man/bycatch.1 debian/changelog)
  cmake_path(GET page FILENAME name)
  set(packed ${CMAKE_BINARY_DIR}/${name}.gz)
  execute_process(COMMAND gzip -9nc ${packaging}/${page} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${packaging}/${page})
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/bycatch.1.gz DESTINATION share/man/man1)
install(FILES ${CMAKE_BINARY_DIR}/changelog.gz DESTINATION share/doc/bycatch)
install(FILES ${packaging}/debian/copyright ${CMAKE_SOURCE_DIR}/README.md DESTINATION share/doc/bycatch)
install(FILES ${packaging}/debian/overrides RENAME bycatch DESTINATION share/lintian/overrides)

# The time of all that is packed is the commit's, whenever it was written here.
install(CODE "if(DEFINED ENV{DESTDIR} AND DEFINED ENV{SOURCE_DATE_EPOCH})
    execute_process(COMMAND find \"\$ENV{DESTDIR}\" -exec touch -h -d \"@\$ENV{SOURCE_DATE_EPOCH}\" {} +
      COMMAND_ERROR_IS_FATAL ANY)
  endif()")

set(CPACK_PACKAGE_NAME bycatch)
set(CPACK_PACKAGE_VENDOR Bycatch)
set(CPACK_PACKAGE_CONTACT "Bycatch maintainers <maintainers@bycatch.org>")
set(CPACK_PACKAGE_HOMEPAGE_URL "https://bycatch.org")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "says which photos are in face-recognition datasets")
set(CPACK_PACKAGE_DESCRIPTION "Bycatch tells people, on Flickr and Instagram, when a photo is listed in a
published face-recognition dataset, and warns before they post a photo or a
hashtag by which such datasets are collected. It answers from lists on the
same machine; what one looks at never leaves it. There is no face recognition
in it.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "chromium | firefox-esr")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/debian/conffiles)

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_RPM_PACKAGE_GROUP Applications/Internet)
# Made on Debian too: what the libraries are called there is left to the package manager's own look at the programs.
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /etc/opt /etc/chromium /etc/opt/chrome /etc/opt/edge /usr/share/chromium /usr/share/mozilla /usr/share/zsh /usr/share/fish
  /usr/lib/systemd /usr/lib/systemd/user /usr/lib/systemd/system /usr/lib/mozilla)
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _buildhost reproducible
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _build_id_links none")
include(CPack)
