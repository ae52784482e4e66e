# Who the extension built from this tree is. Chromium derives its id from test-key.pem beside this file;
# a published extension has another key, and its ids reach the build through the environment.
set(BYCATCH_TEST_CHROMIUM_ID "onplpoilgdleccaealjbnpicpkdidoih")
set(BYCATCH_TEST_FIREFOX_ID "bycatch@bycatch.org")
