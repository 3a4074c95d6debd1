// Read by the leak sanitizer, if the tests are built with one.
extern "C" const char* __lsan_default_suppressions();

/// libsndfile 1.2.0 forgets a vorbis_info (some 6 kB) whenever it gives up on a damaged Ogg file.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:vorbis_info_init\n";
}
