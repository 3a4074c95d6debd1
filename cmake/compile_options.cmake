# Flags shared by the library, the program and the tests. No -march: hot kernels choose their instruction set at run
# time (src/*/..._kernels.cpp), everything else runs on any x86-64 or arm64.
add_library(mrec_options INTERFACE)
target_compile_options(mrec_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mrec_options INTERFACE -Wno-restrict)  # false alarms on std::string's operator+ (GCC bug 105651)
endif()
if(MREC_WARNINGS_AS_ERRORS)
  target_compile_options(mrec_options INTERFACE -Werror)
endif()
if(MREC_SANITIZE)
  target_compile_options(mrec_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  target_link_options(mrec_options INTERFACE -fsanitize=address,undefined)
endif()
if(MREC_BUILD_FUZZERS)
  # Counts every branch for the fuzzers. Kernels read no files: one instruction set is enough and builds faster.
  target_compile_options(mrec_options INTERFACE -fsanitize=fuzzer-no-link)
  target_compile_definitions(mrec_options INTERFACE HWY_COMPILE_ONLY_STATIC)
endif()
