# LibTorch out of PyPI's `torch` wheel, through imported targets of our own: the wheel's TorchConfig.cmake
# demands a CUDA compiler that nothing here needs.
#
# In:   LIBTORCH_ROOT (cache or environment): the folder holding include/ and lib/; default: where
#       scripts/setup.sh puts it.
# Out:  torch::torch (libtorch_cpu and libc10), LibTorch_VERSION, LibTorch_LIB_DIR. CUDA is not linked:
#       a program loads libtorch_cuda.so at run time when a GPU is asked for (models/device.h).
include(FindPackageHandleStandardArgs)

if(DEFINED ENV{LIBTORCH_ROOT})
  set(_libtorch_default "$ENV{LIBTORCH_ROOT}")
else()
  set(_libtorch_cache "$ENV{XDG_CACHE_HOME}")
  if(NOT _libtorch_cache)
    set(_libtorch_cache "$ENV{HOME}/.cache")
  endif()
  file(GLOB _libtorch_default "${_libtorch_cache}/ductus/libtorch-*/lib/python3*/site-packages/torch")
  list(SORT _libtorch_default ORDER DESCENDING)
  if(_libtorch_default)
    list(GET _libtorch_default 0 _libtorch_default)
  endif()
endif()
set(LIBTORCH_ROOT "${_libtorch_default}" CACHE PATH "LibTorch: the folder holding include/ and lib/")

find_path(LibTorch_INCLUDE_DIR ATen/ATen.h PATHS ${LIBTORCH_ROOT}/include NO_DEFAULT_PATH)
find_library(LibTorch_CPU_LIBRARY torch_cpu PATHS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 PATHS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)
mark_as_advanced(LibTorch_INCLUDE_DIR LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY)

if(LibTorch_INCLUDE_DIR)
  foreach(_libtorch_header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
    if(NOT LibTorch_VERSION AND EXISTS ${LibTorch_INCLUDE_DIR}/${_libtorch_header})
      file(STRINGS ${LibTorch_INCLUDE_DIR}/${_libtorch_header} _libtorch_lines REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
      string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*PATCH ([0-9]+).*" "\\1.\\2.\\3" LibTorch_VERSION "${_libtorch_lines}")
    endif()
  endforeach()
endif()

find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "run scripts/setup.sh, or set LIBTORCH_ROOT to a folder with include/ and lib/")

if(LibTorch_FOUND AND NOT TARGET torch::torch)
  get_filename_component(LibTorch_LIB_DIR ${LibTorch_CPU_LIBRARY} DIRECTORY)
  # libtorch_cpu of the CUDA wheel needs libcudart and libcupti, which lie beside torch; ld only checks them.
  file(GLOB _libtorch_nvidia LIST_DIRECTORIES true ${LIBTORCH_ROOT}/../nvidia/*/lib)
  set(_libtorch_link "")
  foreach(_libtorch_dir ${_libtorch_nvidia})
    list(APPEND _libtorch_link "LINKER:-rpath-link,${_libtorch_dir}")
  endforeach()
  add_library(torch::c10 SHARED IMPORTED)
  set_target_properties(torch::c10 PROPERTIES IMPORTED_LOCATION ${LibTorch_C10_LIBRARY})
  add_library(torch::torch SHARED IMPORTED)
  set_target_properties(torch::torch PROPERTIES
    IMPORTED_LOCATION ${LibTorch_CPU_LIBRARY}
    INTERFACE_LINK_OPTIONS "${_libtorch_link}"
    INTERFACE_LINK_LIBRARIES "torch::c10;Threads::Threads"
    # -idirafter: the wheel carries fmt headers that must not shadow the system's
    INTERFACE_COMPILE_OPTIONS "SHELL:-idirafter ${LibTorch_INCLUDE_DIR};SHELL:-idirafter ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
endif()
