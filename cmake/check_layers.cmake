cmake_minimum_required(VERSION 3.25)
# Reads every #include of "mrec/..." or of a module's own folder and fails when a module uses one it may not
# (docs/architecture.md has the same table in words). Usage: cmake -DROOT=<source folder> -P check_layers.cmake
set(MAY_core "")
set(MAY_audio core)
set(MAY_dsp core)
set(MAY_features core audio dsp embedding)
set(MAY_catalogue core audio features)
set(MAY_fingerprint core audio dsp)
set(MAY_nn core)
set(MAY_classic core nn)
set(MAY_embedding core dsp nn)
set(MAY_genre core features nn classic embedding)
set(MAY_library core)
set(MAY_recommend core library)
set(MAY_eval core)
set(MAY_report core eval)
set(MAY_cli core audio dsp features catalogue fingerprint nn classic embedding genre library recommend eval report)

# Third-party headers and the only files that may see them ("*" in a file name stands for anything).
set(ONLY_HEADERS "sndfile.h" "soxr.h" "taglib/" "fftw3.h" "CLI/" "tbb/" "mpg123.h" "zstd.h" "xxhash.h" "simdjson.h"
                 "libsvm/" "png.h" "utf8proc.h" "pugixml.hpp" "sqlite3.h")
set(ONLY_FILES "src/audio/sndfile_decoder.cpp" "src/audio/resampler.cpp" "src/audio/tags.cpp" "src/dsp/real_fft.cpp"
               "src/cli/.*" "src/core/parallel.cpp" "src/audio/mpeg_stream.cpp" "src/core/compression.cpp"
               "src/core/checksum.cpp" "src/features/.*" "src/classic/svm.cpp"
               "src/report/png_image.cpp" "src/library/text_folding.cpp" "src/library/xspf_list.cpp"
               "src/library/sticker_database.cpp")

file(STRINGS ${ROOT}/src/CMakeLists.txt modules_line REGEX "set\\(MREC_MODULES")
string(REGEX REPLACE ".*MREC_MODULES ([^)]*)\\).*" "\\1" modules "${modules_line}")
separate_arguments(modules)

set(known ${modules} cli)

set(failures 0)
function(complain file message)
  message(SEND_ERROR "${file}: ${message}")
  math(EXPR failures "${failures} + 1")
  set(failures ${failures} PARENT_SCOPE)
endfunction()

foreach(module IN LISTS known)
  if(NOT DEFINED MAY_${module})
    complain("src/${module}" "is a new module: say in cmake/check_layers.cmake what it may include")
  endif()
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/include/mrec/${module}/*.h ${ROOT}/src/${module}/*.h
       ${ROOT}/src/${module}/*.cpp)
  foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} includes REGEX "^ *#include")
    foreach(include IN LISTS includes)
      if(include MATCHES "\"(mrec/)?([a-z]+)/")
        set(used ${CMAKE_MATCH_2})
        if(used IN_LIST known AND NOT used STREQUAL module AND NOT used IN_LIST MAY_${module})
          complain(${file} "may not include ${used} (${include})")
        endif()
      endif()
      foreach(header only IN ZIP_LISTS ONLY_HEADERS ONLY_FILES)
        if(include MATCHES "<[^>]*${header}" AND NOT file MATCHES "^${only}$")
          complain(${file} "may not see <${header}>, only ${only} may")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()
if(failures GREATER 0)
  message(FATAL_ERROR "${failures} includes break the layers")
endif()
